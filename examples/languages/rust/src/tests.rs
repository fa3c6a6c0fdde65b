//! What the crate declares is what the library has.

use std::collections::BTreeMap;
use std::ffi::CStr;

use crate::sys::{self, Struct};
use crate::words::enumerations;

fn string(text: *const std::os::raw::c_char) -> String {
    // SAFETY: the names of the library have static storage and a zero at their end.
    unsafe { CStr::from_ptr(text) }.to_str().unwrap().to_owned()
}

/// `FixFirst` as the library writes it.
fn snake(name: &str) -> String {
    let mut result = String::new();
    let mut in_number = false;
    for c in name.chars() {
        if !result.is_empty() && (c.is_ascii_uppercase() || c.is_ascii_digit() && !in_number) {
            result.push('_');
        }
        in_number = c.is_ascii_digit();
        result.push(c.to_ascii_lowercase());
    }
    result
}

#[test]
fn the_interface_is_the_one_that_the_crate_was_written_for() {
    assert_eq!(unsafe { sys::telnyx_errors_abi() }, 1);
    let of_library: Vec<&str> = crate::version().split('.').take(2).collect();
    let of_crate: Vec<&str> = env!("CARGO_PKG_VERSION").split('.').take(2).collect();
    assert_eq!(of_library, of_crate);
}

#[test]
fn structs_have_the_layout_of_the_library() {
    let mut expected = BTreeMap::new();
    for index in 0.. {
        let mut row = sys::Member::empty();
        if unsafe { sys::telnyx_errors_member_at(index, &mut row) } != 0 {
            break;
        }
        expected.insert((string(row.struct_name), string(row.member_name)), (row.offset as usize, row.size as usize));
    }
    assert!(expected.len() > 100);
    let mut found = BTreeMap::new();
    for (structure, member, offset, size) in sys::layout() {
        if structure != "member" {
            found.insert((structure.to_owned(), member.to_owned()), (offset, size));
        }
    }
    assert_eq!(found, expected);
}

#[test]
fn enumerations_have_the_names_and_numbers_of_the_library() {
    let known = enumerations();
    assert_eq!(known.len(), 29);
    for (word, enumeration, enumerators) in known {
        assert_eq!(string(unsafe { sys::telnyx_errors_enumeration_name(enumeration) }), snake(word));
        assert_eq!(unsafe { sys::telnyx_errors_enumerator_count(enumeration) } as usize, enumerators.len(), "{}", word);
        for (place, (number, variant, name)) in enumerators.into_iter().enumerate() {
            assert_eq!((number, name), (place as i32, snake(&variant).as_str()), "{}", word);
        }
    }
}
