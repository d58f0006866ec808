//! Comments that people write as the definition of a reference, `[//]: # (…)`, which no reader sees.

/// Returns the words of a line that is a whole comment of Markdown's users, a reference that nothing
/// refers to: `[//]: # (…)`.
pub fn in_reference(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(' ').strip_prefix('[')?;
    let (label, rest) = rest.split_once("]:")?;
    let label = label.trim().to_lowercase();
    let is_named = ["//", "comment", "commentaire", "note", "_", "#"].contains(&label.as_str());
    let rest = rest.trim();
    let targets = ["#", "<>", "<#>"].into_iter();
    let mut words = targets.filter_map(|target| rest.strip_prefix(target));
    let words = words.find(|words| words.is_empty() || words.starts_with(' '))?;
    let words = words.trim();
    let quoted = [('(', ')'), ('"', '"'), ('\'', '\'')]
        .into_iter()
        .find_map(|(begin, end)| {
            let inside = words.strip_prefix(begin)?.strip_suffix(end)?;
            (!inside.contains([begin, end])).then_some(inside)
        });
    let said = if words.is_empty() {
        Some(words)
    } else {
        quoted
    };
    let is_indented = line.starts_with("    ");
    said.filter(|_| is_named && !is_indented)
}
