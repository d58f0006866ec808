//! `cll` does the secretariat of a council from two small text files.

pub mod source;

pub mod problem;

pub mod locale;

pub mod markdown;

pub mod domain;

pub mod registry;

pub mod view;

pub mod render;

pub mod plan;

pub mod workspace;

pub mod report;
