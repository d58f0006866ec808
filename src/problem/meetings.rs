//! What time makes of the meetings that nobody looks after.

use chrono::NaiveDate;

use serde::Serialize;

use super::Severity;

problems! {
    /// One variant per thing that was to be done about a meeting by a day.
    Lapse, LAPSE_CODES;

    /// A meeting was moved or called off after a day that had been announced, or a few days before.
    Warning "late-change" LateChange { meeting: String, changed: NaiveDate, day: NaiveDate }
    /// A meeting whose day is over is still to be confirmed.
    Warning "past-proposed" PastProposed { meeting: String, date: NaiveDate }
    /// A meeting that took place has no minutes that anybody may read.
    Warning "missing-minutes" MissingMinutes { meeting: String, days: i64 }
    /// A meeting has minutes and did not take place: `None` is one that was moved after its day.
    Warning "unheld-minutes" UnheldMinutes { meeting: String, minutes: String, status: Option<&'static str> }
}
