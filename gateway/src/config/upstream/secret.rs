//! The key of an upstream: in a file or in an environment variable, never in the configuration. Nothing here repeats
//! a value: people put the key itself where the file's name should stand.

use secrecy::SecretString;

use crate::config::default::example;
use crate::config::outside::{Outside, words};
use crate::config::reader::Reader;
use crate::config::section::Section;

/// A key is a line. What is longer is another file.
const LIMIT_BYTES: usize = 64 * 1024;

pub(super) fn read<'t>(
    section: &Section<'t>,
    outside: &dyn Outside,
    reader: &mut Reader<'t>,
) -> Option<SecretString> {
    match (section.find("secret_file"), section.find("secret_env")) {
        (Some(_), Some(env)) => {
            reader.say(
                &env.at,
                format!("{} has both `secret_file` and `secret_env`", section.title),
                "Only one of the two can hold. Take the other out.",
            );
            None
        }
        (None, None) => {
            reader.say(
                &section.at,
                format!("{} has no key", section.title),
                format!(
                    "Add {}, the file that holds it, or {}, the environment variable that does.",
                    example("secret_file"),
                    example("secret_env")
                ),
            );
            None
        }
        (Some(_), None) => file(section, outside, reader),
        (None, Some(_)) => variable(section, outside, reader),
    }
}

fn file<'t>(section: &Section<'t>, outside: &dyn Outside, reader: &mut Reader<'t>) -> Option<SecretString> {
    let (name, at) = section.required("secret_file", reader)?;
    let bytes = match outside.read(&reader.path(name), LIMIT_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => {
            reader.say(
                &at,
                format!("the file that `secret_file` names cannot be read: {}", words(&error)),
                "Give the path of a file that the gateway's user can read, relative to this file. If what stands here is \
                 the key itself, put it into a file instead.",
            );
            return None;
        }
    };
    let Ok(text) = String::from_utf8(bytes) else {
        reader.say(
            &at,
            "the file that `secret_file` names holds no text in UTF-8",
            "Write the key into it, in one line, and nothing else.",
        );
        return None;
    };
    key(text.strip_prefix('\u{feff}').unwrap_or(&text))
        .map_err(|problem| {
            reader.say(
                &at,
                format!("the file that `secret_file` names {problem}"),
                "Write the key into it, in one line, and nothing else.",
            );
        })
        .ok()
}

fn variable<'t>(
    section: &Section<'t>,
    outside: &dyn Outside,
    reader: &mut Reader<'t>,
) -> Option<SecretString> {
    let (name, at) = section.required("secret_env", reader)?;
    let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !name.as_bytes()[0].is_ascii_digit();
    if !is_name {
        reader.say(
            &at,
            "what `secret_env` says is no name of an environment variable",
            format!("Write only the name: {}. The key itself does not belong here.", example("secret_env")),
        );
        return None;
    }
    let Some(value) = outside.variable(name) else {
        reader.say(
            &at,
            "the environment variable that `secret_env` names is not set",
            "Set it for the gateway's process (systemd: EnvironmentFile=), or use `secret_file`. The key itself does not \
             belong here, only the variable's name.",
        );
        return None;
    };
    let value = value.into_string().unwrap_or_else(|_| "\0".to_owned());
    key(&value)
        .map_err(|problem| {
            reader.say(
                &at,
                format!("the environment variable that `secret_env` names {problem}"),
                "Set it to the key, and nothing else.",
            );
        })
        .ok()
}

/// The key in a text; or what is wrong with it. A key goes into a header, which is one line of visible characters.
fn key(text: &str) -> Result<SecretString, &'static str> {
    let key = text.trim();
    if key.is_empty() {
        Err("is empty")
    } else if key.contains(['\n', '\r']) {
        Err("has several lines")
    } else if !key.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
        Err("has a character that no header can carry")
    } else {
        Ok(SecretString::from(key))
    }
}
