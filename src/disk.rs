//! How do bytes come from the disk and go back: the only room that opens files.

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

use crate::corpus::{Error, Fetched, Input};
use crate::table::MAX_FILE;

/// The folder of the facts, under the root.
const FACTS: &str = "facts";

/// Folders deeper than this under facts/ are taken for a loop of links.
const MAX_DEPTH: usize = 32;

/// The nearest folder from `start` upward that holds `facts/`.
///
/// # Errors
/// There is none.
pub fn find_root(start: &Path) -> Result<PathBuf, Error> {
    let found = start.ancestors().find(|folder| folder.join(FACTS).is_dir());
    found.map(Path::to_path_buf).ok_or_else(|| {
        let help = "change to the project's folder, or name it with `--root DIR`";
        Error::new("there is no folder facts/ here or in any folder above", help)
    })
}

/// Every CSV file under `facts/`, in path order.
///
/// # Errors
/// No such folder; a file or folder that the system refuses to open; a file that is too large.
pub fn read_facts(root: &Path) -> Result<Vec<Input>, Error> {
    if !root.join(FACTS).is_dir() {
        let help = "name a folder with facts/ and seeds/ with `--root DIR`";
        return Err(Error::new(format!("{} has no folder facts/", shown(root)), help));
    }
    let mut inputs = Vec::new();
    read_folder(root, FACTS, 0, &mut inputs)?;
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(inputs)
}

fn read_folder(root: &Path, folder: &str, depth: usize, inputs: &mut Vec<Input>) -> Result<(), Error> {
    let refused = |path: &str, error: &io::Error| {
        Error::new(format!("{path}: cannot be opened: {error}"), "make it readable, or move it out of facts/")
    };
    if depth > MAX_DEPTH {
        return Err(Error::new(format!("{folder}: folders too deep"), "look for a link that leads back up"));
    }
    let entries = fs::read_dir(root.join(folder)).map_err(|error| refused(folder, &error))?;
    for entry in entries {
        let entry = entry.map_err(|error| refused(folder, &error))?;
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
            let help = "rename it to a name in UTF-8";
            return Err(Error::new(format!("{folder}: a file's name is not UTF-8"), help));
        };
        let path = format!("{folder}/{name}");
        let kind = fs::metadata(entry.path()).map_err(|error| refused(&path, &error))?;
        if kind.is_dir() {
            read_folder(root, &path, depth + 1, inputs)?;
        } else if name.ends_with(".csv") && !name.starts_with('.') {
            if !kind.is_file() {
                return Err(refused(&path, &no_file()));
            }
            if kind.len() > MAX_FILE as u64 {
                return Err(Error::new(format!("{path}: larger than 4 GiB"), "split the table into several files"));
            }
            let bytes = fs::read(entry.path()).map_err(|error| refused(&path, &error))?;
            inputs.push(Input { path, bytes });
        }
    }
    Ok(())
}

/// Every CSV file under `facts/` as it stood in a git revision, in path order. The root may be any
/// folder of the repository.
///
/// # Errors
/// There is no git, no repository or no such revision, or the revision has no `facts/` there.
pub fn read_revision(root: &Path, revision: &str) -> Result<Vec<Input>, Error> {
    let help = "name a folder with facts/, or a revision that `git rev-parse` knows in the root";
    let unknown = || Error::new(format!("`{revision}` is neither a folder nor a git revision of the root"), help);
    let commit = format!("{revision}^{{commit}}");
    let commit = git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit], &[])?;
    let commit = commit.filter(|_| !revision.starts_with('-')).ok_or_else(unknown)?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let listing = git(root, &["ls-tree", "-r", "-z", &commit, "--", FACTS], &[])?.ok_or_else(unknown)?;
    let files = table_blobs(&listing);
    if files.is_empty() {
        return Err(Error::new(format!("revision `{revision}` has no table under facts/ in the root"), help));
    }
    let wanted: Vec<u8> = files.iter().flat_map(|(object, _)| format!("{object}\n").into_bytes()).collect();
    let blobs = git(root, &["cat-file", "--batch"], &wanted)?.ok_or_else(unknown)?;
    let mut rest = blobs.as_slice();
    let mut inputs: Vec<Input> = Vec::with_capacity(files.len());
    for (_, path) in files {
        let bytes = next_blob(&mut rest).ok_or_else(|| Error::new(format!("{path}: git cannot read it"), help))?;
        inputs.push(Input { path, bytes });
    }
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(inputs)
}

/// Runs git in the root; `None` where it refuses.
fn git(root: &Path, arguments: &[&str], input: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    let failed = |error: io::Error| {
        Error::new(format!("git cannot be run: {error}"), "install git, or name two folders instead of revisions")
    };
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(arguments).stderr(Stdio::null());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().map_err(failed)?;
    let pipe = child.stdin.take();
    // Both ends at once: git answers before it has read all that it is asked for.
    let output = std::thread::scope(|scope| {
        scope.spawn(move || pipe.map(|mut pipe| pipe.write_all(input)));
        child.wait_with_output()
    });
    let output = output.map_err(failed)?;
    Ok(output.status.success().then_some(output.stdout))
}

/// Object and path of every table file in the answer of `git ls-tree -z`.
fn table_blobs(listing: &[u8]) -> Vec<(String, String)> {
    let text = String::from_utf8_lossy(listing);
    let file = |entry: &str| {
        let (about, path) = entry.split_once('\t')?;
        let mut about = about.split(' ');
        let (mode, object) = (about.next()?, about.nth(1)?);
        let is_hidden = path.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
        let is_table = mode.starts_with("100") && path.ends_with(".csv") && !is_hidden;
        is_table.then(|| (object.to_owned(), path.to_owned()))
    };
    text.split('\0').filter_map(file).collect()
}

/// The next object in the answer of `git cat-file --batch`: a line that ends in its size, its bytes, a
/// line end.
fn next_blob(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let line_end = rest.iter().position(|byte| *byte == b'\n')?;
    let about = std::str::from_utf8(rest.get(..line_end)?).ok()?;
    let size: usize = about.rsplit(' ').next()?.parse().ok()?;
    let start = line_end + 1;
    let bytes = rest.get(start..start.checked_add(size)?)?.to_vec();
    *rest = rest.get(start + size + 1..)?;
    Some(bytes)
}

/// Asks for a source by its path relative to the root.
pub fn fetch(root: &Path, path: &str) -> Fetched {
    let relative = Path::new(path);
    let inside = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    if !inside || path.is_empty() {
        return Fetched::Outside;
    }
    let full = root.join(relative);
    match (full.canonicalize(), root.canonicalize()) {
        (Ok(found), Ok(root)) if !found.starts_with(&root) => return Fetched::Outside,
        (Err(error), _) if is_missing(&error) => return Fetched::Missing,
        _ => {}
    }
    match read_file(&full) {
        Ok(bytes) => Fetched::Found(bytes),
        Err(error) if is_missing(&error) => Fetched::Missing,
        Err(error) => Fetched::Refused(error.to_string()),
    }
}

/// Reads a file whole; a pipe or a device, which might never end, is none.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let kind = fs::metadata(path)?;
    if kind.is_file() || kind.is_dir() { fs::read(path) } else { Err(no_file()) }
}

fn no_file() -> io::Error {
    io::Error::other("it is no ordinary file")
}

/// Whether there can be no such file: a name that no file may have counts too.
fn is_missing(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidFilename, InvalidInput, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory | InvalidInput | InvalidFilename)
}

/// Replaces a file under the root as a whole: the new bytes are written beside it and moved over it,
/// so that a crash leaves either the old file or the new one.
///
/// # Errors
/// The folder cannot be made or written.
pub fn write(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Error> {
    // A linked file is replaced where it really lies.
    let target = root.join(path);
    let target = target.canonicalize().unwrap_or(target);
    replace(&target, bytes).map_err(|error| {
        Error::new(format!("{path}: cannot be written: {error}"), "nothing was changed; make the folder writable")
    })
}

fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = target.parent().ok_or(io::ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".factcheck").suffix(".part").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    if let Ok(old) = fs::metadata(target) {
        fs::set_permissions(file.path(), old.permissions())?;
    } else {
        set_default_permissions(file.path())?;
    }
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file is private; a new table should be readable like any other file.
#[cfg(unix)]
fn set_default_permissions(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_default_permissions(_: &Path) -> io::Result<()> {
    Ok(())
}

fn shown(root: &Path) -> String {
    root.display().to_string()
}
