//! The singular of a class name, as the library that the generator asks for it finds it:
//! mechanical, often no English word, but always the same.

/// Words that stay.
const SAME: &[&str] = &[
    "series",
    "species",
    "subspecies",
    "news",
    "debris",
    "corps",
    "chassis",
    "innings",
    "headquarters",
    "pliers",
    "scissors",
    "proceedings",
    "diabetes",
    "clippers",
    "shears",
    "hertz",
    "nexus",
    "lore",
    "infinity",
    "you",
    "yours",
];
const SAME_END: &[&str] = &[
    "fish",
    "deer",
    "sheep",
    "information",
    "furniture",
    "cash",
    "craft",
    "butter",
    "measles",
    "lese",
    "mese",
    "nese",
    "rese",
    "ois",
    "ceps",
];
/// Words that are no plural.
const NO_PLURAL: &[&str] = &[
    "apparatus",
    "hiatus",
    "impetus",
    "plexus",
    "prospectus",
    "sinus",
    "status",
];
const IRREGULAR: &[(&str, &str)] = &[
    ("they", "it"),
    ("them", "it"),
    ("we", "I"),
    ("us", "me"),
    ("ours", "mine"),
    ("theirs", "its"),
    ("themselves", "itself"),
    ("children", "child"),
    ("brothers", "brother"),
    ("corpora", "corpus"),
    ("corpuses", "corpus"),
    ("genera", "genus"),
    ("infinities", "infinity"),
    ("loaves", "loaf"),
    ("monies", "money"),
    ("atlases", "atlas"),
    ("opera", "opus"),
    ("octopuses", "octopus"),
    ("dice", "die"),
];
/// An ending, how much of it goes and what comes instead.
const ENDINGS: &[(&str, usize, &str)] = &[
    ("quies", 3, "y"),
    ("persons", 1, ""),
    ("people", 6, "person"),
    ("humans", 1, ""),
    ("men", 2, "an"),
    ("mice", 3, "ouse"),
    ("geese", 4, "oose"),
    ("teeth", 4, "ooth"),
    ("feet", 3, "oot"),
    ("zoa", 1, "on"),
    ("stomachs", 1, ""),
    ("eunuchs", 1, ""),
    ("codices", 4, "ex"),
    ("murices", 4, "ex"),
    ("helices", 4, "ix"),
    ("radices", 4, "ix"),
    ("agenda", 1, "um"),
    ("bacteria", 1, "um"),
    ("data", 1, "um"),
    ("errata", 1, "um"),
    ("extrema", 1, "um"),
    ("ova", 1, "um"),
    ("strata", 1, "um"),
    ("alumni", 1, "us"),
    ("loci", 1, "us"),
    ("nuclei", 1, "us"),
    ("stimuli", 1, "us"),
    ("bacilli", 1, "us"),
    ("bronchi", 1, "us"),
    ("criteria", 1, "on"),
    ("phenomena", 1, "on"),
    ("organa", 1, "on"),
    ("algae", 1, ""),
    ("vertebrae", 1, ""),
    ("vitae", 1, ""),
    ("personae", 1, ""),
    ("houses", 1, ""),
    ("shoes", 1, ""),
];
/// Words that lose their `s` although they end like those that lose more.
const DROP_S: &[&str] = &[
    "abuses",
    "applauses",
    "blouses",
    "causes",
    "clauses",
    "excuses",
    "fuses",
    "misuses",
    "muses",
    "overuses",
    "pauses",
    "recluses",
    "reuses",
    "spouses",
    "uses",
    "calories",
    "cookies",
    "movies",
    "pies",
    "ties",
    "lies",
    "zombies",
    "rookies",
    "veggies",
    "brownies",
    "budgies",
    "birdies",
    "freebies",
    "groupies",
    "junkies",
    "neckties",
    "newbies",
    "oldies",
    "overlies",
    "pixies",
    "prairies",
    "underlies",
    "unties",
    "does",
    "toes",
    "foes",
    "hoes",
    "woes",
    "throes",
    "oboes",
    "canoes",
    "impasses",
    "posses",
    "roes",
    "arties",
];
const DROP_ES: &[&str] = &[
    "aliases",
    "biases",
    "canvases",
    "chaoses",
    "cosmoses",
    "daises",
    "ethoses",
    "gases",
    "irises",
    "lenses",
    "mantises",
    "metropolises",
    "trellises",
    "quartzes",
    "topazes",
    "buzzes",
    "fizzes",
    "razzes",
];
const DROP_S_CH: &[&str] = &[
    "caches",
    "niches",
    "headaches",
    "tranches",
    "microfiches",
    "avalanches",
    "aches",
    "creches",
    "fiches",
    "psyches",
    "apaches",
];
const DROP_S_X: &[&str] = &["annexes", "axes", "deluxes", "pickaxes"];
const DROP_S_VES: &[&str] = &[
    "olives",
    "valves",
    "bivalves",
    "resolves",
    "dissolves",
    "salves",
];

/// The singular; `None` for what is none.
#[must_use]
pub(super) fn singular(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    let found = singular_of(word, &lower).filter(|found| !found.is_empty())?;
    let mut chars = word.chars();
    let first_upper = chars.next().is_some_and(char::is_uppercase);
    Some(
        if first_upper && word.chars().any(char::is_alphabetic) && is_upper(word) {
            found.to_uppercase()
        } else if first_upper && !chars.any(char::is_uppercase) {
            let mut letters = found.chars();
            match letters.next() {
                Some(letter) => letter
                    .to_uppercase()
                    .chain(letters.flat_map(char::to_lowercase))
                    .collect(),
                None => found,
            }
        } else {
            found
        },
    )
}

/// As `str.isupper`: has letters, all of them capitals.
fn is_upper(word: &str) -> bool {
    !word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase)
}

fn singular_of(word: &str, lower: &str) -> Option<String> {
    let ends = |ending: &str| lower.ends_with(ending);
    let listed = |words: &[&str]| words.contains(&lower);
    // Endings are plain letters, so they are as long in the word itself.
    let cut = |bytes: usize, instead: &str| {
        let end = word.len().saturating_sub(bytes);
        word.get(..end).map(|stem| format!("{stem}{instead}"))
    };
    if listed(SAME) || SAME_END.iter().any(|ending| ends(ending)) {
        return Some(word.to_owned());
    }
    if listed(NO_PLURAL) {
        return None;
    }
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == lower) {
        return Some((*one).to_owned());
    }
    if let Some((_, bytes, instead)) = ENDINGS.iter().find(|(ending, ..)| ends(ending)) {
        return cut(*bytes, instead);
    }
    if listed(DROP_S) {
        return cut(1, "");
    }
    if listed(DROP_ES)
        || ["sses", "uses", "itises", "eses"]
            .iter()
            .any(|end| ends(end))
    {
        return cut(2, "");
    }
    if ends("zzes") {
        return cut(3, "");
    }
    if listed(DROP_S_CH) {
        return cut(1, "");
    }
    if ends("ches") || ends("shes") {
        return cut(2, "");
    }
    if listed(DROP_S_X) {
        return cut(1, "");
    }
    if ends("xes") {
        return cut(2, "");
    }
    if listed(DROP_S_VES) {
        return cut(1, "");
    }
    if let Some(stem) = lower.strip_suffix("ves") {
        let after = |endings: &[&str]| endings.iter().any(|end| stem.ends_with(end));
        if after(&["el", "al", "ol", "ar", "ea"]) && !stem.ends_with("dea") {
            return cut(3, "f");
        }
        if after(&["ni", "li", "wi"]) {
            return cut(3, "fe");
        }
    }
    if ends("ys") {
        return cut(1, "");
    }
    if ends("ies") {
        return cut(3, "y");
    }
    if ends("oes") {
        return cut(2, "");
    }
    if ends("s") {
        return cut(1, "");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_one_as_the_library_has_it() {
        for (many, one) in [
            ("CustomQueries", "CustomQuery"),
            ("Address", "Addres"),
            ("QueryCaches", "QueryCach"),
            ("Metadata", "Metadatum"),
            ("Children", "Child"),
            ("Aliases", "Alias"),
            ("Causes", "Cause"),
            ("Series", "Series"),
            ("TAGS", "TAG"),
        ] {
            assert_eq!(singular(many).as_deref(), Some(one), "{many}");
        }
        assert_eq!(singular("Status"), None);
        assert_eq!(singular("Path"), None);
    }
}
