//! A WebAssembly module, as far as its size goes.

use std::collections::HashMap;

use anyhow::{Context, Result, ensure};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// What its functions and its data are.
pub(super) struct Module<'a> {
    pub(super) functions: Vec<Function<'a>>,
    pub(super) data: &'a [u8],
}

pub(super) struct Function<'a> {
    /// As a path: `leadform::state::Form`.
    pub(super) name: String,
    pub(super) body: &'a [u8],
}

impl<'a> Module<'a> {
    /// Reads a module with a section of names.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self> {
        let (mut imported, mut bodies, mut data, mut names) = (0, Vec::new(), &bytes[..0], HashMap::new());
        for payload in Parser::new(0).parse_all(bytes) {
            match payload.context("no WebAssembly")? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
                Payload::DataSection(section) => {
                    let range = section.range();
                    data = &bytes[usize::try_from(range.start)?..usize::try_from(range.end)?];
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(subsections) = section.as_known() {
                        for subsection in subsections {
                            let Name::Function(functions) = subsection? else { continue };
                            for naming in functions {
                                let naming = naming?;
                                names.insert(naming.index, naming.name);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        ensure!(!names.is_empty(), "the module has no names");
        let functions = (imported..).zip(bodies);
        let functions = functions
            .map(|(index, body)| Function {
                name: names.get(&index).copied().map_or_else(String::new, plain),
                body,
            })
            .collect();
        Ok(Self { functions, data })
    }
}

/// Without the hashes that tell two versions of a crate apart: `leadform[365986c5f717017d]::state`.
fn plain(name: &str) -> String {
    let mut parts = name.split('[');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
                plain.push_str(rest);
            }
            _ => plain.extend(["[", part]),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Module;

    /// `(import "a" "b" (func)) (func $here) (memory 1) (data (i32.const 0) "xyz")`, with the names `there` and `here`.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x02\x07\x01\x01a\x01b\0\0\
        \x03\x02\x01\0\
        \x05\x03\x01\0\x01\
        \x0a\x04\x01\x02\0\x0b\
        \x0b\x09\x01\0\x41\0\x0b\x03xyz\
        \0\x15\x04name\x01\x0e\x02\0\x05there\x01\x04here";

    #[test]
    fn a_function_has_the_name_at_its_index_which_counts_the_imported_ones() {
        let module = Module::read(MODULE).unwrap();
        let functions: Vec<_> =
            module.functions.iter().map(|function| (function.name.as_str(), function.body)).collect();
        assert_eq!(functions, [("here", &b"\0\x0b"[..])]);
        assert!(module.data.ends_with(b"xyz"));
    }

    #[test]
    fn a_crates_hash_is_no_part_of_a_name_and_an_array_is() {
        let name =
            "<leadform[365986c5f717017d]::state::Form as core[15266d276e3a2055]::A<[u8; 2]>>::f::<[u8]>";
        assert_eq!(super::plain(name), "<leadform::state::Form as core::A<[u8; 2]>>::f::<[u8]>");
    }

    #[test]
    fn a_module_without_names_says_so() {
        let without = &MODULE[..MODULE.len() - 23];
        assert!(Module::read(without).err().unwrap().to_string().contains("no names"));
        assert!(Module::read(b"MZ").is_err());
    }
}
