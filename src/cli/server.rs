//! The settings of the servers of mail, and their passwords.

use super::Session;
use super::failure::Failure;
use crate::domain::{Login, PasswordSource, Private};
use crate::problem::Problem;
use crate::source::{PRIVATE_FOLDER, Sources};

/// Takes settings as they were read; `missing` says that there are none.
///
/// # Errors
///
/// They are unsound, which is shown, or there are none.
pub fn settings<T>(
    session: &Session,
    read: Result<Option<T>, Vec<Problem>>,
    missing: Failure,
) -> Result<T, Failure> {
    match read {
        Ok(settings) => settings.ok_or(missing),
        Err(problems) => {
            session.print_problems(&problems, &Sources::new());
            Err(Failure::Findings)
        }
    }
}

/// Returns the password of a login.
///
/// # Errors
///
/// The program does not print it, or the file does not hold it.
pub fn password(session: &Session, login: &Login) -> Result<Private<String>, Failure> {
    let password = match &login.password {
        PasswordSource::Command(command) => session.workspace.printed_password(command.disclose()),
        PasswordSource::File(path) => session.workspace.kept_password(path.disclose()),
    };
    let password = password.map_err(|why| Failure::Password { why })?;
    Ok(Private::new(password))
}

/// Returns the path from the root of the file that holds the password, if one is to.
#[must_use]
pub fn password_file(login: &Login) -> Option<String> {
    match &login.password {
        PasswordSource::Command(_) => None,
        PasswordSource::File(path) => Some(format!("{PRIVATE_FOLDER}{}", path.disclose())),
    }
}
