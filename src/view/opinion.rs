//! Opinions, for templates: what French says of them.

use chrono::NaiveDate;
use serde::Serialize;

use super::{CollegeView, DateView};
use crate::domain::{Council, Document, Majority, Opinion, Outcome, State, Step};
use crate::locale::collation::sort_key;
use crate::locale::{articles, dates, lists};
use crate::sort::Sort;

/// An opinion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpinionView {
    pub id: String,
    /// The day on which it was given.
    pub date: Option<DateView>,
    pub question: String,
    /// The question, with a full stop where no sign ends it.
    pub sentence: String,
    /// favourable, unfavourable, reserved
    pub outcome: Option<&'static str>,
    /// unanimity, majority
    pub by: Option<&'static str>,
    /// Avis favorable à la majorité des membres du conseil; once it is adopted.
    pub verdict: Option<String>,
    /// soutenu par la DINUM, else soumis à la DINUM
    pub support: Option<String>,
    /// proposed, adopted, submitted, backed, withdrawn, published
    pub state: &'static str,
    /// How it stands, and since when: soumis à la DINUM le 4 octobre 2024
    pub progress: String,
    /// The day on which it was withdrawn, if it is.
    pub withdrawn: Option<DateView>,
    /// Oldest first.
    pub states: Vec<StateView>,
    /// Those that voted.
    pub colleges: Vec<CollegeView>,
    pub college_ids: Vec<String>,
    /// The id of the meeting that gave it.
    pub meeting: Option<String>,
    /// The id of the subject that it answers.
    pub subject: Option<String>,
    /// A URL, or a path from the root.
    pub document: Option<String>,
    /// PDF, ODT or texte
    pub document_kind: Option<&'static str>,
    pub licence: Option<String>,
}

/// A state, and since when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StateView {
    /// proposed, adopted, submitted, backed, withdrawn, published
    pub state: &'static str,
    /// soumis à la DINUM
    pub text: String,
    pub on: DateView,
}

impl OpinionView {
    /// Shows an opinion.
    #[must_use]
    pub fn new(council: &Council, opinion: &Opinion) -> Self {
        let history = &opinion.history;
        let reached = |state| history.last(state).map(|_| text(council, state));
        let standing = history.standing();
        let since = history.last(standing).unwrap_or_else(|| history.begun());
        let colleges: Vec<CollegeView> = council.voters(opinion).map(CollegeView::new).collect();
        Self {
            id: opinion.id.to_string(),
            date: opinion.date.map(DateView::new),
            sentence: sentence(&opinion.question),
            question: opinion.question.clone(),
            outcome: opinion.outcome.map(|outcome| outcome.into_str()),
            by: opinion.by.map(|by| by.into_str()),
            verdict: history
                .last(State::Adopted)
                .and(opinion.outcome.zip(opinion.by))
                .map(|(outcome, by)| verdict(outcome, by, &voters(council, &colleges))),
            support: reached(State::Backed).or_else(|| reached(State::Submitted)),
            state: standing.into_str(),
            progress: format!("{} le {}", text(council, standing), dates::date(since)),
            withdrawn: (standing == State::Withdrawn).then(|| DateView::new(since)),
            states: history
                .steps()
                .iter()
                .map(|Step { state, on }| StateView {
                    state: state.into_str(),
                    text: text(council, *state),
                    on: DateView::new(*on),
                })
                .collect(),
            college_ids: colleges.iter().map(|college| college.id.clone()).collect(),
            colleges,
            meeting: opinion.meeting.as_ref().map(ToString::to_string),
            subject: opinion.subject.as_ref().map(ToString::to_string),
            document: opinion.document.as_ref().map(|it| it.text().to_owned()),
            document_kind: opinion.document.as_ref().map(document_kind),
            licence: opinion.licence.clone(),
        }
    }

    /// Whether it stands so.
    #[must_use]
    pub fn is(&self, state: State) -> bool {
        self.state == state.into_str()
    }

    /// Whether it was ever public; it may be withdrawn since.
    #[must_use]
    pub fn was_published(&self) -> bool {
        let published = State::Published.into_str();
        self.states.iter().any(|state| state.state == published)
    }
}

/// Shows every opinion, by the day on which each was given, or proposed.
#[must_use]
pub fn opinions(council: &Council) -> Vec<OpinionView> {
    shown(council, council.opinions.iter().collect())
}

/// Shows the opinions that were under way at the end of a day, as they stood then.
#[must_use]
pub fn opinions_under_way(council: &Council, day: NaiveDate) -> Vec<OpinionView> {
    let then = council.opinions.iter().filter_map(|it| it.until(day));
    let then: Vec<Opinion> = then.filter(|it| it.history.is_under_way()).collect();
    shown(council, then.iter().collect())
}

fn shown(council: &Council, mut opinions: Vec<&Opinion>) -> Vec<OpinionView> {
    opinions.order_by_key(|opinion| (opinion.day(), &opinion.id));
    let opinions = opinions.into_iter();
    opinions.map(|it| OpinionView::new(council, it)).collect()
}

fn sentence(question: &str) -> String {
    let question = question.trim();
    let inner = question.trim_end_matches([' ', '\u{a0}', '\u{202f}', '»', '"', ')']);
    if inner.ends_with(['.', '?', '!', '…']) {
        question.to_owned()
    } else {
        format!("{question}.")
    }
}

/// "Avis" is masculine. "Avis réservé à la majorité" would be one that is kept for them.
fn verdict(outcome: Outcome, by: Majority, voters: &str) -> String {
    let outcome = match outcome {
        Outcome::Favourable => "favorable",
        Outcome::Unfavourable => "défavorable",
        Outcome::Reserved => "réservé,",
    };
    let by = match by {
        Majority::Unanimity => "à l'unanimité",
        Majority::Majority => "à la majorité",
    };
    format!("Avis {outcome} {by} des membres{voters}")
}

fn voters(council: &Council, colleges: &[CollegeView]) -> String {
    let names: Vec<&str> = colleges
        .iter()
        .map(|college| college.name.as_str())
        .collect();
    match names.as_slice() {
        names if names.len() == council.colleges.len() => of_council(council).to_owned(),
        [only] => format!(" du collège {only}"),
        names => format!(" des collèges {}", lists::and(names)),
    }
}

/// A committee or a working group is no "conseil"; its members need no more words.
fn of_council(council: &Council) -> &'static str {
    let name = sort_key(&council.name);
    match name.split(' ').next() {
        Some("conseil") => " du conseil",
        _ => "",
    }
}

/// An article that nobody can tell is not guessed: the sentence then needs none.
fn text(council: &Council, state: State) -> String {
    let convener = &council.convener;
    let article = council.convener_article.as_deref();
    match state {
        State::Proposed => "proposé".to_owned(),
        State::Adopted => "adopté".to_owned(),
        State::Submitted => {
            let to = articles::to(convener, article);
            let to = to.unwrap_or_else(|| format!("à l'organisme animateur ({convener})"));
            format!("soumis {to}")
        }
        State::Backed => {
            let by = articles::by(convener, article);
            let by = by.unwrap_or_else(|| format!("par l'organisme animateur ({convener})"));
            format!("soutenu {by}")
        }
        State::Withdrawn => "retiré".to_owned(),
        State::Published => "publié".to_owned(),
    }
}

fn document_kind(document: &Document) -> &'static str {
    // What follows `?` or `#` says nothing of the file.
    let path = document.text().split(['?', '#']).next().unwrap_or_default();
    let ends = |end: &str| path.len() > end.len() && path.to_lowercase().ends_with(end);
    if ends(".pdf") {
        "PDF"
    } else if ends(".odt") {
        "ODT"
    } else {
        "texte"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_ends_as_a_sentence() {
        for (question, expected) in [
            ("Faut-il un guide ?", "Faut-il un guide ?"),
            ("Un guide commun", "Un guide commun."),
            ("Un guide commun.", "Un guide commun."),
            ("« Faut-il un guide ? »", "« Faut-il un guide ? »"),
            ("Le programme « Guide »", "Le programme « Guide »."),
            ("Le guide (2024)", "Le guide (2024)."),
            ("Des guides, des annuaires…", "Des guides, des annuaires…"),
        ] {
            assert_eq!(sentence(question), expected);
        }
    }

    #[test]
    fn each_answer_agrees_with_the_word() {
        let said = |outcome, by| verdict(outcome, by, " du conseil");
        assert_eq!(
            said(Outcome::Favourable, Majority::Majority),
            "Avis favorable à la majorité des membres du conseil"
        );
        assert_eq!(
            said(Outcome::Unfavourable, Majority::Unanimity),
            "Avis défavorable à l'unanimité des membres du conseil"
        );
        assert_eq!(
            said(Outcome::Reserved, Majority::Majority),
            "Avis réservé, à la majorité des membres du conseil"
        );
    }

    #[test]
    fn a_document_is_named_by_its_kind() {
        let kind = |url: &str| document_kind(&Document::Url(url.to_owned()));
        assert_eq!(kind("https://example.org/avis.PDF?v=2#page=1"), "PDF");
        assert_eq!(kind("https://example.org/avis.odt"), "ODT");
        assert_eq!(kind("https://example.org/avis"), "texte");
        assert_eq!(kind("https://example.org/?f=.pdf"), "texte");
    }
}
