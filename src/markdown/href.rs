//! The relative links of pages: the way from one file to another, and back.

/// Returns the folder of a path, empty at the root.
#[must_use]
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Returns the way from a folder to a file, both from the root.
#[must_use]
pub fn from_folder(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let last = to.len() - 1;
    let common = from
        .iter()
        .zip(&to[..last])
        .take_while(|(a, b)| a == b)
        .count();
    let mut parts = vec![".."; from.len() - common];
    parts.extend(&to[common..]);
    parts.join("/")
}

/// Follows a way from a folder, both from the root; `None` if it leads out of the root.
#[must_use]
pub fn joined(folder: &str, way: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(way.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_go_from_the_page_to_the_file() {
        assert_eq!(from_folder("", "evenements/a.ics"), "evenements/a.ics");
        assert_eq!(
            from_folder("wiki", "wiki/evenements/a.ics"),
            "evenements/a.ics"
        );
        assert_eq!(from_folder("wiki/x", "wiki/a.ics"), "../a.ics");
        assert_eq!(from_folder("pages", "a.ics"), "../a.ics");
        assert_eq!(from_folder("a.ics", "a.ics"), "../a.ics");
    }

    #[test]
    fn a_way_is_followed_as_long_as_it_stays_below_the_root() {
        assert_eq!(joined("wiki/x", "../a.md").as_deref(), Some("wiki/a.md"));
        assert_eq!(joined("wiki", "./x//y/").as_deref(), Some("wiki/x/y"));
        assert_eq!(joined("wiki", "..").as_deref(), Some(""));
        assert_eq!(joined("wiki", "../../a.md"), None);
    }
}
