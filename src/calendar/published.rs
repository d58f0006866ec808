//! What calendars out there say, with the time zones that they mean.

use super::read::{Moment, Published, Unreadable, contents, read as as_written};
use super::zones::{Zone, Zones};

/// Reads the events of a file, with the tolerance of [`as_written`].
///
/// A TZID that is no IANA name is replaced by the one that it stands for; times in a zone that only
/// the file defines are given in UTC. A TZID that nobody knows stays.
///
/// # Errors
///
/// [`Unreadable`] if no calendar begins in the file.
pub fn read(bytes: &[u8]) -> Result<Published, Unreadable> {
    let mut published = as_written(bytes)?;
    let moments = published.events.iter_mut();
    let moments = moments.flat_map(|event| event.start.iter_mut().chain(&mut event.end));
    let mut zones: Option<Zones> = None;
    for moment in moments {
        let Moment::Zoned(local, name) = moment else {
            continue;
        };
        if name.parse::<chrono_tz::Tz>().is_ok() {
            continue;
        }
        let zones = zones.get_or_insert_with(|| Zones::of(&contents(bytes)));
        match zones.find(name) {
            Some(Zone::Iana(zone)) => *moment = Moment::Zoned(*local, zone.name().to_owned()),
            Some(zone) => *moment = Moment::Utc(zone.utc(*local)),
            None => {}
        }
    }
    Ok(published)
}
