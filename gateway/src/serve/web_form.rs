//! The parts of a plain HTML form post.

use axum::body::Bytes;

use super::submit::Way;
use crate::accept::Part;

/// No form has more, and a hostile one could have a million.
const MAX_PARTS: usize = 2_000;

/// The names and values, in their order; or what is wrong with the body. Its size is limited already.
pub(super) async fn parts(way: &Way, body: Bytes) -> Result<Vec<(String, Part)>, String> {
    match way {
        Way::Multipart(boundary) => multipart(boundary, body).await,
        _ => url_encoded(&body),
    }
}

fn url_encoded(body: &[u8]) -> Result<Vec<(String, Part)>, String> {
    let parts: Vec<_> = form_urlencoded::parse(body)
        .take(MAX_PARTS + 1)
        .map(|(name, value)| (name.into_owned(), Part::Text(value.into_owned())))
        .collect();
    if parts.len() > MAX_PARTS {
        return Err(format!("there are more than {MAX_PARTS} parts"));
    }
    Ok(parts)
}

async fn multipart(boundary: &str, body: Bytes) -> Result<Vec<(String, Part)>, String> {
    let whole = tokio_stream::once(Ok::<_, std::io::Error>(body));
    let mut form = multer::Multipart::new(whole, boundary);
    let mut parts = Vec::new();
    // multer's errors name what is wrong with the frame, and nothing of what is in it.
    let wrong = |error: multer::Error| format!("the multipart body cannot be read: {error}");
    while let Some(field) = form.next_field().await.map_err(wrong)? {
        if parts.len() == MAX_PARTS {
            return Err(format!("there are more than {MAX_PARTS} parts"));
        }
        let name = field.name().ok_or("a part has no name")?.to_owned();
        let file = field.file_name().map(str::to_owned);
        let mime = field.content_type().map(ToString::to_string).unwrap_or_default();
        let bytes = field.bytes().await.map_err(wrong)?;
        let part = match file {
            // What a browser sends for a file control that was left alone.
            Some(file) if file.is_empty() && bytes.is_empty() => continue,
            Some(file) => Part::File { name: file, mime, bytes: bytes.into() },
            None => {
                let text = String::from_utf8(bytes.into()).map_err(|_| "a part is not in UTF-8")?;
                Part::Text(text)
            }
        };
        parts.push((name, part));
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(way: Way, body: &str) -> Result<Vec<(String, Part)>, String> {
        parts(&way, Bytes::copy_from_slice(body.as_bytes())).await
    }

    #[tokio::test]
    async fn both_kinds_of_post_are_read_alike() {
        let encoded = read(Way::UrlEncoded, "a=1&a=2&b=%C6%B0+%26").await.unwrap();
        let multipart = "--x\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x\r\n\
             content-disposition: form-data; name=\"a\"\r\n\r\n2\r\n--x\r\n\
             content-disposition: form-data; name=\"b\"\r\n\r\nư &\r\n--x--\r\n";
        let multipart = read(Way::Multipart("x".to_owned()), multipart).await.unwrap();
        assert_eq!(format!("{encoded:?}"), format!("{multipart:?}"));
        assert_eq!(encoded.len(), 3);
    }

    #[tokio::test]
    async fn a_file_control_that_was_left_alone_is_no_part() {
        let body = "--x\r\ncontent-disposition: form-data; name=\"f\"; filename=\"\"\r\n\
             content-type: application/octet-stream\r\n\r\n\r\n--x--\r\n";
        assert!(read(Way::Multipart("x".to_owned()), body).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_broken_frame_and_a_million_parts_are_refused_with_the_reason() {
        for body in
            ["", "--x", "--x\r\n\r\n", "--y--", "--x\r\ncontent-disposition: form-data\r\n\r\n1\r\n--x--"]
        {
            assert!(read(Way::Multipart("x".to_owned()), body).await.is_err(), "{body:?}");
        }
        let error = read(Way::UrlEncoded, &"a&".repeat(1_000_000)).await.unwrap_err();
        assert!(error.contains("more than 2000 parts"), "{error}");
    }
}
