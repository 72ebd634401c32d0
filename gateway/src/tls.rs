//! TLS for the requests that go out: rustls with ring. Its other provider needs a C++ toolchain and minutes to build, and is no
//! safer here.

/// Makes ring what every client of this process uses. A second call finds it in its place.
pub(crate) fn install() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}
