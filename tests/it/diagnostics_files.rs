//! Files and folders that are missing, damaged, outside the project or read-only: a message names each.

use std::path::Path;
use std::process::Command;

use crate::kit::{CASPIAN, EARLIER, LAYOUT, Project, assert_contains, program};

#[test]
fn bytes_that_are_not_utf_8_are_pointed_at() {
    for file in [CASPIAN, LAYOUT, "templates/brochure.css", "templates/partials/cover.hbs"] {
        let project = Project::new();
        if file.ends_with(".css") {
            // Without its stylesheet, the layout would be wider than its pages.
            project.write(LAYOUT, "<link rel=stylesheet href=brochure.css><title>A</title><p>{{title}}");
        }
        let before = project.read(file);
        let line = before.matches('\n').count() + 2;
        project.write(file, [before.as_bytes(), b"\n# caf\xe9\n"].concat());
        project.refused(&[
            "error: the byte E9 is not valid UTF-8\n",
            &format!("  --> {file}:{line}:6\n  {line} | # caf\u{fffd}\n"),
            "  help: Open the file in an editor and save it with the encoding UTF-8.\n",
        ]);
    }
}

#[test]
fn missing_folders_are_named() {
    let project = Project::new();
    std::fs::remove_dir_all(project.folder().join("data/memberships")).expect("removed");
    let path = project.folder().join("data/memberships");
    project.refused(&[
        &format!("error: there is no folder {0}\n  --> {0}\n", path.display()),
        "  help: `brochure new ID` writes the file of one association there, with every field to fill in. ID is a short \
         name of your choice, such as `baltic-network`.\n",
    ]);
    std::fs::remove_dir_all(project.folder().join("data")).expect("removed");
    let path = project.folder().join("data");
    project.refused(&[
        &format!("error: there is no folder {0}\n  --> {0}\n", path.display()),
        "  help: Name the project folder with `-C DIR`. It is the folder that contains the folder `data`.\n",
    ]);
}

/// Asserts that an `img` with this address in the layout is refused with `message` and `help`.
fn image_is_refused(project: &Project, address: &str, message: &str, help: &str) {
    let before = project.read(LAYOUT);
    let more = format!("\n<img src=\"{address}\" alt=\"\">");
    project.append(LAYOUT, &more);
    let layout = project.place_within(LAYOUT, &more, address);
    let messages = project.refused(&[
        &format!("error: {message}\n{layout} shown here\n  --> {LAYOUT}, filled (en):"),
        &format!("| <img src=\"{address}\" alt=\"\">\n"),
        &format!("  help: {help}\n"),
    ]);
    assert_eq!(messages.matches("  --> ").count(), 2, "{messages}");
    project.write(LAYOUT, before);
}

#[test]
fn images_that_cannot_be_shown_are_pointed_at() {
    let project = Project::new();
    image_is_refused(
        &project,
        "no.png",
        "the image cannot be shown: there is no file templates/no.png",
        "Put the file there, or correct the address.",
    );
    for address in ["../../no.png", "/../hostname", "file:///etc/hostname", "file:../../no.png"] {
        image_is_refused(
            &project,
            address,
            &format!("the image cannot be shown: {address} is outside the project folder"),
            "Copy the file into the project folder.",
        );
    }
    project.write("templates/broken.png", b"\x89PNG\r\n\x1a\nbroken");
    image_is_refused(
        &project,
        "broken.png",
        "the image templates/broken.png is damaged: unexpected end of file",
        "Open it in an image editor and save it again.",
    );
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_does_not_lead_out_of_the_project() {
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("a.png"), "x").expect("a file");
    let project = Project::new();
    let link = |to: &Path, name: &str| {
        std::os::unix::fs::symlink(to, project.folder().join(name)).expect("a link");
    };
    link(&outside.path().join("a.png"), "templates/link.png");
    link(outside.path(), "templates/folder");
    for address in ["link.png", "folder/a.png"] {
        image_is_refused(
            &project,
            address,
            &format!("the image cannot be shown: templates/{address} is outside the project folder"),
            "Copy the file into the project folder.",
        );
    }
}

#[test]
fn a_broken_font_is_named() {
    let project = Project::new();
    project.write("fonts/broken.ttf", "not a font");
    project.refused(&[
        "error: the font fonts/broken.ttf cannot be used: ",
        "  --> fonts/broken.ttf\n",
        "  help: Replace the file with an undamaged TrueType, OpenType or WOFF font, or remove it from fonts/.\n",
    ]);
}

#[test]
fn an_output_that_is_a_file_is_named() {
    let project = Project::new();
    let path = project.folder().join("output");
    std::fs::remove_dir_all(&path).expect("removed");
    std::fs::write(&path, "a file").expect("written");
    let (status, messages) = project.run(&[]);
    assert_eq!(status, Some(1), "{messages}");
    assert_contains(
        &messages,
        &[
            &format!("error: {0} is a file, but a folder is needed there\n  --> {0}\n", path.display()),
            "  help: Rename or remove it, or write the results to another folder.\n",
        ],
    );
    assert_eq!(std::fs::read_to_string(path).ok().as_deref(), Some("a file"));
}

#[cfg(unix)]
#[test]
fn an_output_that_may_not_be_written_to_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    let path = project.folder().join("output");
    std::fs::set_permissions(project.folder(), std::fs::Permissions::from_mode(0o755)).expect("readable");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o555)).expect("read-only");
    let mut command = program();
    // Root may write everywhere, so the program runs as somebody else.
    if std::fs::write(path.join("probe"), "").is_ok() {
        let _ = std::fs::remove_file(path.join("probe"));
        command = Command::new("setpriv");
        command.args(["--reuid=65534", "--clear-groups", env!("CARGO_BIN_EXE_brochure")]);
        let probe = command.arg("--version").output();
        if !probe.is_ok_and(|output| output.status.success()) {
            println!("skipped: nobody but root can run the program here");
            return;
        }
        command = Command::new("setpriv");
        command.args(["--reuid=65534", "--clear-groups", env!("CARGO_BIN_EXE_brochure")]);
    }
    let output = command.arg("-C").arg(project.folder()).output().expect("it starts");
    let messages = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{messages}");
    assert_contains(
        &messages,
        &[
            &format!("error: you may not write to {0}\n  --> {0}\n", path.display()),
            "  help: Change its permissions, or write the results to another folder.\n",
        ],
    );
    assert_eq!(project.read("output/brochure.pdf"), EARLIER);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("writable");
}

#[test]
fn a_file_that_is_in_one_folder_of_the_project_is_found_there() {
    let project = Project::new();
    project.write("images/campus.JPG", "");
    project.write("output/other.png", "");
    project.append("data/institution.yaml", "photograph: campus.jpg\n");
    project.refused(&["error: there is no file campus.jpg\n", "  help: Write `images/campus.JPG`.\n"]);
    project.write("photos/campus.jpg", "");
    let said = project.refused(&["error: there is no file campus.jpg\n"]);
    assert!(!said.contains("help: Write `"), "which of the two is not certain: {said}");
    project.replace("data/institution.yaml", "campus.jpg", "other.png");
    let said = project.refused(&["error: there is no file other.png\n"]);
    assert!(!said.contains("help: Write `"), "a result is no picture of the data: {said}");
}
