//! Markdown as `cll` needs it: the blocks a page holds, what minutes say, and text made safe to put
//! in a page.
//!
//! Pages are never written again from a syntax tree: [`blocks`] finds positions and splices the
//! text, so that every byte which is not in a block stays what its author typed.

pub mod blocks;
pub mod comments;
pub mod escape;
pub mod from_html;
pub mod from_office;
pub mod from_text;
pub mod href;
pub mod html;
pub mod letter;
mod lines;
mod markers;
pub mod minutes;
pub mod outline;
pub mod rebuilt;
mod reference;
pub mod struck;
mod symbols;
pub mod wiki;
