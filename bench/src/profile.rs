//! On what the page is looked at.

use anyhow::Result;
use e2e::Browser;
use serde_json::json;

/// A device and its network.
pub(crate) struct Profile {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) about: &'static str,
    size: (u32, u32),
    /// How much slower the processor is.
    slower: u32,
    /// Bytes a second, and milliseconds to and fro.
    network: Option<(u32, u32)>,
}

pub(crate) static ALL: [Profile; 2] = [
    Profile {
        name: "desk",
        title: "At a desk",
        about: "1280 × 900, this machine's own processor and loopback",
        size: (1280, 900),
        slower: 1,
        network: None,
    },
    Profile {
        name: "mobile",
        title: "On a slow phone",
        about: "360 × 740, a processor four times slower, 1.6 Mbit/s with 150 ms to and fro",
        size: (360, 740),
        slower: 4,
        network: Some((200_000, 150)),
    },
];

impl Profile {
    pub(crate) async fn put_on(&self, browser: &Browser) -> Result<()> {
        browser.resize(self.size.0, self.size.1).await?;
        let slower = json!({ "rate": self.slower });
        browser.devtools("Emulation.setCPUThrottlingRate", slower).await?;
        if let Some((bytes, latency)) = self.network {
            browser.devtools("Network.enable", json!({})).await?;
            let conditions = json!({
                "offline": false, "latency": latency, "downloadThroughput": bytes, "uploadThroughput": bytes / 2,
            });
            browser.devtools("Network.emulateNetworkConditions", conditions).await?;
        }
        Ok(())
    }
}
