//! nginx as a proxy in front of a static answer: what a site would have without a gateway.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use crate::gateway::{directory, free_address, get};

pub(super) struct Nginx {
    child: Child,
    pub(super) address: SocketAddr,
}

impl Nginx {
    /// None where it is not installed.
    pub(super) fn start(scratch: &Path) -> Result<Option<Self>> {
        let program = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"];
        let Some(program) = program.iter().find(|path| Path::new(path).is_file()) else { return Ok(None) };
        let place = directory(scratch, "nginx")?;
        let (address, behind) = (free_address()?, free_address()?);
        let config = place.join("nginx.conf");
        std::fs::write(&config, text(&place, address, behind))?;
        let child = Command::new(program)
            .arg("-p")
            .arg(&place)
            .arg("-c")
            .arg(&config)
            .args(["-e", "error.log"])
            .stdin(Stdio::null())
            .spawn()
            .context("cannot start nginx")?;
        let nginx = Self { child, address };
        let limit = Instant::now() + Duration::from_secs(20);
        while !get(address, "/f/consult").is_ok_and(|answer| answer.status() == 202) {
            if Instant::now() > limit {
                bail!("nginx does not answer; see {}", place.join("error.log").display());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(Some(nginx))
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its workers end with it only if it is asked.
        if let Some(pid) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process(pid, Signal::TERM);
        }
        let _ = self.child.wait();
    }
}

fn text(place: &Path, address: SocketAddr, behind: SocketAddr) -> String {
    let place = place.display();
    format!(
        "daemon off;
worker_processes auto;
pid nginx.pid;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  keepalive_requests 100000000;
  client_body_temp_path {place}/body;
  proxy_temp_path {place}/proxy;
  fastcgi_temp_path {place}/fastcgi;
  uwsgi_temp_path {place}/uwsgi;
  scgi_temp_path {place}/scgi;
  upstream behind {{ server {behind}; keepalive 128; keepalive_requests 100000000; }}
  server {{
    listen {address};
    location / {{
      proxy_pass http://behind;
      proxy_http_version 1.1;
      proxy_set_header Connection '';
    }}
  }}
  server {{
    listen {behind};
    location / {{
      default_type application/vnd.leadform+json;
      return 202 '{{\"status\":\"accepted\",\"receipt\":\"00000000-0000-4000-8000-000000000000\",\"issues\":[]}}';
    }}
  }}
}}
"
    )
}
