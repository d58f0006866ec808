//! `cll` does the secretariat of a council from two small text files.
//!
//! The modules stand in the order in which data passes through them: texts are read into
//! [`source::Sources`], the [`registry`] makes a [`domain::Council`] and problems of them, [`leaks`]
//! finds what is private in a text, [`proofread`] compares minutes and pages with the council, [`view`]
//! says it in French, [`render`] makes artefacts, [`plan`] compares these with what is there, and
//! [`workspace`], which read the texts, writes them. Before there are registries, [`import`] makes them
//! of the pages and calendars of a wiki. [`mail`] reads what people answer to invitations.

mod sort;

mod shares;

pub mod source;

pub mod problem;

pub mod locale;

pub mod markdown;

pub mod domain;

pub mod calendar;

pub mod mail;

pub mod registry;

pub mod leaks;

pub mod proofread;

pub mod view;

pub mod render;

pub mod plan;

pub mod announced;

pub mod import;

pub mod workspace;

pub mod server;

pub mod smtp;

pub mod imap;

pub mod words;

pub mod diagnostics;

pub mod cli;
