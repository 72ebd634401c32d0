//! One connection to the fake API.

use std::io::{self, Write as _};
use std::net::TcpStream;
use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::{Fault, Shared, reset};
use crate::http::{self, Reader};

const HUGE_BYTES: usize = 100 << 20;

pub(super) fn connection(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    let number = shared.connections.fetch_add(1, Ordering::Relaxed);
    stream.set_nodelay(true)?;
    let mut reader = Reader::default();
    loop {
        // What breaks before the body has arrived whole cannot depend on whose lead it is: it is drawn first.
        if reader.wait_for_head(&mut stream)? {
            let early = early_fault(shared);
            if let Some(fault) = early {
                shared.faults.fetch_add(1, Ordering::Relaxed);
                break_early(&stream, fault);
                return Ok(());
            }
        }
        let Some(request) = reader.read(&mut stream)? else { return Ok(()) };
        let fault = fault_of(shared, &request.body);
        shared.ledger.record(number, &request.body, fault);
        shared.faults.fetch_add(u64::from(fault != Fault::None), Ordering::Relaxed);
        if !answer(&mut stream, fault)? {
            return Ok(());
        }
    }
}

/// `First` counts whole requests, so such a fault comes for the first few requests of all.
fn early_fault(shared: &Shared) -> Option<Fault> {
    let is_early = |fault: &Fault| matches!(fault, Fault::ResetBefore | Fault::ResetInBody);
    let mut behaviour = shared.behaviour.lock().unwrap_or_else(PoisonError::into_inner);
    match &mut *behaviour {
        super::Behaviour::Always(fault) if is_early(fault) => Some(*fault),
        super::Behaviour::First(left, fault) if is_early(fault) => {
            *left = left.checked_sub(1)?;
            Some(*fault)
        }
        _ => None,
    }
}

fn break_early(stream: &TcpStream, fault: Fault) {
    if fault == Fault::ResetInBody {
        // Some of the body has arrived, and stays unread: closing then is a reset even without asking for one.
        std::thread::sleep(Duration::from_millis(20));
    }
    reset(stream);
}

fn fault_of(shared: &Shared, body: &[u8]) -> Fault {
    let mut behaviour = shared.behaviour.lock().unwrap_or_else(PoisonError::into_inner);
    let fault = behaviour.fault(|| shared.ledger.tries_of(body));
    // Too late for these: the body is here.
    if matches!(fault, Fault::ResetBefore | Fault::ResetInBody) { Fault::ResetAfter } else { fault }
}

/// Answers, or does not. Gives whether the connection can go on.
fn answer(stream: &mut TcpStream, fault: Fault) -> io::Result<bool> {
    let whole = Fault::None.answer().unwrap_or_default();
    match fault {
        Fault::Slow => std::thread::sleep(Duration::from_millis(700)),
        Fault::Truncated => {
            stream.write_all(&whole[..whole.len() - 9])?;
            return Ok(false);
        }
        Fault::Huge => {
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {HUGE_BYTES}\r\n\r\n"
            );
            stream.write_all(head.as_bytes())?;
            let chunk = vec![b' '; 1 << 20];
            for _ in 0..HUGE_BYTES / chunk.len() {
                stream.write_all(&chunk)?;
            }
            return Ok(false);
        }
        Fault::Drip => {
            for byte in &whole {
                stream.write_all(std::slice::from_ref(byte))?;
                std::thread::sleep(Duration::from_secs(1));
            }
            return Ok(false);
        }
        Fault::Hang => {
            // Until the other side gives up, or nobody would wait any longer.
            stream.set_read_timeout(Some(Duration::from_mins(2)))?;
            let _ = Reader::default().read(stream);
            return Ok(false);
        }
        Fault::ResetInAnswer => {
            stream.write_all(&whole[..whole.len() / 2])?;
            std::thread::sleep(Duration::from_millis(20));
            reset(stream);
            return Ok(false);
        }
        Fault::AnswerLost | Fault::ResetAfter | Fault::ResetBefore | Fault::ResetInBody => {
            reset(stream);
            return Ok(false);
        }
        _ => {}
    }
    let bytes = fault.answer().unwrap_or_else(|| http::answer("500 Oops", "text/plain", "", ""));
    stream.write_all(&bytes)?;
    Ok(true)
}
