//! Finds the C interface of the library, or compiles it. The first that applies:
//!
//! - TELNYX_ERRORS_INCLUDE is set, to the directory `include` of the library's source: its one C++ file is compiled into the crate,
//!   with CXX and CXXFLAGS. It needs nlohmann/json, whose directory may be in CXXFLAGS.
//! - TELNYX_ERRORS_LIB_DIR is set: the shared library is there.
//! - pkg-config finds telnyx-errors-c.
//! - The crate is in the library's source: as with TELNYX_ERRORS_INCLUDE.
use std::env;
use std::path::{Path, PathBuf};
use std::process::{exit, Command};

fn variable(name: &str) -> Option<String> {
    println!("cargo:rerun-if-env-changed={name}");
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn fail(message: &str) -> ! {
    eprintln!("telnyx-errors: {message}");
    exit(1);
}

/// Runs a program; the error says what went wrong.
fn run(command: &mut Command) -> Result<String, String> {
    match command.output() {
        Err(error) => Err(format!("cannot run {:?}: {error}", command.get_program())),
        Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        Ok(output) => Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr))),
    }
}

/// Asks pkg-config for a library of the version of this crate.
fn installed() -> Result<String, String> {
    let (major, minor) = (env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"));
    for name in ["PKG_CONFIG_PATH", "PKG_CONFIG_LIBDIR", "PKG_CONFIG_SYSROOT_DIR"] {
        variable(name);
    }
    let program = variable("PKG_CONFIG").unwrap_or_else(|| "pkg-config".into());
    run(Command::new(program).arg("--libs").arg(format!("telnyx-errors-c >= {major}.{minor}")))
}

fn link(flags: &str) {
    for flag in flags.split_whitespace() {
        if let Some(directory) = flag.strip_prefix("-L") {
            println!("cargo:rustc-link-search=native={directory}");
        } else if let Some(library) = flag.strip_prefix("-l") {
            println!("cargo:rustc-link-lib={library}");
        }
    }
}

fn compile(include: &Path) {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let (source, object, archive) = (out.join("telnyx_errors.cpp"), out.join("telnyx_errors.o"), out.join("libtelnyx_errors_c.a"));
    std::fs::write(&source, "#include <telnyx/errors/c_api.hpp>\n").unwrap_or_else(|error| fail(&error.to_string()));
    let compiler = variable("CXX").unwrap_or_else(|| "c++".into());
    let flags = variable("CXXFLAGS").unwrap_or_default();
    run(Command::new(&compiler)
        .args(["-std=c++17", "-O2", "-fPIC", "-fvisibility=hidden", "-fvisibility-inlines-hidden", "-I"])
        .arg(include)
        .args(flags.split_whitespace())
        .arg("-c")
        .args([&source, Path::new("-o"), &object]))
    .unwrap_or_else(|error| fail(&error));
    let _ = std::fs::remove_file(&archive);
    run(Command::new(variable("AR").unwrap_or_else(|| "ar".into())).arg("crs").args([&archive, &object]))
        .unwrap_or_else(|error| fail(&error));
    println!("cargo:rerun-if-changed={}", include.display());
    println!("cargo:rustc-link-search=native={}", out.display());
    println!("cargo:rustc-link-lib=static=telnyx_errors_c");
    let apple = env::var("CARGO_CFG_TARGET_VENDOR").map_or(false, |vendor| vendor == "apple");
    println!("cargo:rustc-link-lib={}", if apple { "c++" } else { "stdc++" });
}

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    if let Some(include) = variable("TELNYX_ERRORS_INCLUDE") {
        return compile(Path::new(&include));
    }
    if let Some(directory) = variable("TELNYX_ERRORS_LIB_DIR") {
        return link(&format!("-L{directory} -ltelnyx-errors-c"));
    }
    let why = match installed() {
        Ok(flags) => return link(&flags),
        Err(why) => why,
    };
    let beside = Path::new(&env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR")).join("../../../include");
    if beside.join("telnyx/errors/c_api.hpp").exists() {
        return compile(&beside);
    }
    fail(&format!(
        "the C library is not installed, and its source is not set in TELNYX_ERRORS_INCLUDE. pkg-config said: {}",
        why.trim()
    ));
}
