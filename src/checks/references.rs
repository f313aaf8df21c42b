//! Does every name lead somewhere, to a thing of the right type, and is every name used?

mod ids;
mod known;
mod layout;
mod names;
mod parts;
mod printed;
mod repeated;
mod types;
mod unused;
mod wholes;

use ids::{id_of_wrong_table, unknown_id};
use layout::layout_against_print;
use names::{alias_contains_alias, layout_changes_nothing, part_of_cycle};
use parts::{of_against_name, part_of_against_words};
use printed::name_not_printed;
use repeated::{item_listed_twice, pattern_covered};
use types::{
    claim_names_itself, condition_without_mood, holder_cannot_speak, object_outside_range, other_missing,
    other_outside_types, place_not_a_place, subject_outside_domain, unknown_type,
};
use unused::{unused_alias, unused_entity, unused_pattern, unused_predicate, unused_work};

use crate::check::{Check, Run};
use crate::finding::Severity;

/// The checks of this family.
pub(super) const CHECKS: &[Check] = &[
    Check {
        name: "unknown-id",
        severity: Severity::Error,
        about: "a cell names an id that no row has",
        page: include_str!("references/unknown-id.md"),
        run: Run::Row(unknown_id),
    },
    Check {
        name: "id-of-wrong-table",
        severity: Severity::Error,
        about: "a cell names a row of a table that it cannot refer to",
        page: include_str!("references/id-of-wrong-table.md"),
        run: Run::Row(id_of_wrong_table),
    },
    Check {
        name: "unknown-type",
        severity: Severity::Error,
        about: "a predicate's domain, range or third party names a type that does not exist",
        page: include_str!("references/unknown-type.md"),
        run: Run::Row(unknown_type),
    },
    Check {
        name: "subject-outside-domain",
        severity: Severity::Error,
        about: "the subject's type is not in the predicate's domain",
        page: include_str!("references/subject-outside-domain.md"),
        run: Run::Row(subject_outside_domain),
    },
    Check {
        name: "object-outside-range",
        severity: Severity::Error,
        about: "the object's type is not in the predicate's range, or no object, number or date where one is wanted",
        page: include_str!("references/object-outside-range.md"),
        run: Run::Row(object_outside_range),
    },
    Check {
        name: "other-outside-types",
        severity: Severity::Error,
        about: "the third party's type is not one that the predicate takes",
        page: include_str!("references/other-outside-types.md"),
        run: Run::Row(other_outside_types),
    },
    Check {
        name: "other-missing",
        severity: Severity::Error,
        about: "the predicate wants a third party and the claim names none",
        page: include_str!("references/other-missing.md"),
        run: Run::Row(other_missing),
    },
    Check {
        name: "place-not-a-place",
        severity: Severity::Error,
        about: "`place` names something that is no state, region or place",
        page: include_str!("references/place-not-a-place.md"),
        run: Run::Row(place_not_a_place),
    },
    Check {
        name: "holder-cannot-speak",
        severity: Severity::Error,
        about: "`holder` names a claim that is no act of saying",
        page: include_str!("references/holder-cannot-speak.md"),
        run: Run::Row(holder_cannot_speak),
    },
    Check {
        name: "condition-without-mood",
        severity: Severity::Error,
        about: "`if` names a claim whose mood is not `condition`",
        page: include_str!("references/condition-without-mood.md"),
        run: Run::Row(condition_without_mood),
    },
    Check {
        name: "claim-names-itself",
        severity: Severity::Error,
        about: "a claim restates, depends on or is held by itself",
        page: include_str!("references/claim-names-itself.md"),
        run: Run::Row(claim_names_itself),
    },
    Check {
        name: "unused-entity",
        severity: Severity::Error,
        about: "no row names the entity",
        page: include_str!("references/unused-entity.md"),
        run: Run::Corpus(unused_entity),
    },
    Check {
        name: "unused-alias",
        severity: Severity::Error,
        about: "no row that names the entity quotes the alias",
        page: include_str!("references/unused-alias.md"),
        run: Run::Corpus(unused_alias),
    },
    Check {
        name: "unused-work",
        severity: Severity::Error,
        about: "no row cites or names the work",
        page: include_str!("references/unused-work.md"),
        run: Run::Corpus(unused_work),
    },
    Check {
        name: "unused-predicate",
        severity: Severity::Error,
        about: "no claim uses the predicate",
        page: include_str!("references/unused-predicate.md"),
        run: Run::Corpus(unused_predicate),
    },
    Check {
        name: "unused-pattern",
        severity: Severity::Error,
        about: "a pattern of a predicate that no claim's words fit",
        page: include_str!("references/unused-pattern.md"),
        run: Run::Last(unused_pattern),
    },
    Check {
        name: "pattern-covered",
        severity: Severity::Warning,
        about: "a pattern of a predicate that another of its patterns covers",
        page: include_str!("references/pattern-covered.md"),
        run: Run::Row(pattern_covered),
    },
    Check {
        name: "item-listed-twice",
        severity: Severity::Error,
        about: "a list that names one thing twice",
        page: include_str!("references/item-listed-twice.md"),
        run: Run::Row(item_listed_twice),
    },
    Check {
        name: "layout-against-print",
        severity: Severity::Warning,
        about: "a misprint that reads far from what is printed, or furniture that directly follows a word",
        page: include_str!("references/layout-against-print.md"),
        run: Run::Document(layout_against_print),
    },
    Check {
        name: "layout-changes-nothing",
        severity: Severity::Error,
        about: "a furniture or hyphen row leaves the reading text as it is",
        page: include_str!("references/layout-changes-nothing.md"),
        run: Run::Document(layout_changes_nothing),
    },
    Check {
        name: "alias-contains-alias",
        severity: Severity::Error,
        about: "an alias holds another entity's alias, and `of` does not say so",
        page: include_str!("references/alias-contains-alias.md"),
        run: Run::Corpus(alias_contains_alias),
    },
    Check {
        name: "official-name-of-another",
        severity: Severity::Warning,
        about: "an official name that shares more words with what is printed of another entity",
        page: include_str!("references/official-name-of-another.md"),
        run: Run::Corpus(names::official_name_of_another),
    },
    Check {
        name: "of-against-name",
        severity: Severity::Warning,
        about: "`of` lists an entity whose name is not in the name or only in a longer one, or lacks one whose name is",
        page: include_str!("references/of-against-name.md"),
        run: Run::Corpus(of_against_name),
    },
    Check {
        name: "name-not-printed",
        severity: Severity::Warning,
        about: "the name of an entity is no alias of it and stands in no quote that names it",
        page: include_str!("references/name-not-printed.md"),
        run: Run::Corpus(name_not_printed),
    },
    Check {
        name: "part-of-against-words",
        severity: Severity::Warning,
        about: "an entity is part of something that neither its names nor a claim say, or the reverse",
        page: include_str!("references/part-of-against-words.md"),
        run: Run::Corpus(part_of_against_words),
    },
    Check {
        name: "part-of-cycle",
        severity: Severity::Error,
        about: "an entity is, by way of others, part of itself",
        page: include_str!("references/part-of-cycle.md"),
        run: Run::Corpus(part_of_cycle),
    },
];
