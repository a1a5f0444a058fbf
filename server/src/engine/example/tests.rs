use serde_json::json;

use super::*;
use crate::engine::{Date, Entry, Key, Map, Origin, Value};
use crate::text::Span;

/// Values written as JSON; each text counts as written at the length of the heap.
fn load(heap: &mut Heap, json: &serde_json::Value) -> Id {
    let value = match json {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(value) => Value::Bool(*value),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(number) => Value::Int(number),
            None => Value::Float(number.as_f64().expect("a float")),
        },
        serde_json::Value::String(text) => Value::str(text),
        serde_json::Value::Array(items) => {
            Value::List(items.iter().map(|item| load(heap, item)).collect())
        }
        serde_json::Value::Object(pairs) => {
            let mut map = Map::default();
            for (key, value) in pairs {
                let id = load(heap, &json!(key));
                let value = load(heap, value);
                map.insert(Key::Str(key.as_str().into()), Entry { key: id, value });
            }
            Value::Map(map)
        }
    };
    let origin = Origin {
        source: 0,
        span: Span::at(heap.len()),
    };
    heap.alloc(value, origin)
}

fn file(heap: &mut Heap, options: &serde_json::Value) -> ExampleFile {
    let spec = load(
        heap,
        &json!({"files": [{"example_name": "x", "options": options}]}),
    );
    let mut files = render(heap, spec);
    assert_eq!(files[0].name, "x");
    files.remove(0)
}

pub(super) fn rendered(options: serde_json::Value) -> String {
    let file = file(&mut Heap::default(), &options);
    assert_eq!(file.errors, []);
    file.text
}

fn errors(options: serde_json::Value) -> Vec<String> {
    let file = file(&mut Heap::default(), &options);
    file.errors.iter().map(ToString::to_string).collect()
}

/// An option of a type; further fields of its value.
fn option(kind: &str, more: serde_json::Value) -> serde_json::Value {
    let mut value = json!({"type": kind});
    let fields = value.as_object_mut().expect("a mapping");
    fields.extend(more.as_object().expect("a mapping").clone());
    json!({"name": "a", "description": "b", "value": value})
}

fn head(option: serde_json::Value) -> String {
    rendered(json!([option]))
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn an_option_names_its_type_its_default_and_its_example() {
    let text = rendered(json!([
        {"name": "host", "required": true, "description": "Where\n\nit runs.\n",
         "value": {"type": "string", "example": "<HOST>"}},
        {"name": "gone", "hidden": true, "description": "-", "value": {"type": "string"}},
        {"name": "ports", "description": "",
         "value": {"type": "array", "items": {"type": "integer"}, "example": [1, 2]}},
        {"name": "last", "hidden": true},
    ]));
    assert_eq!(
        text,
        "## @param host - string - required\n## Where\n##\n## it runs.\n#\nhost: <HOST>\n\n\
         ## @param ports - list of integers - optional\n#\n# ports:\n#   - 1\n#   - 2\n\n"
    );
}

#[test]
fn types_are_put_into_words() {
    let mixed = json!({"anyOf": [{"type": "string"}, {"type": "object"}]});
    let cases = [
        (json!({"type": "object"}), "mapping"),
        (
            json!({"type": "array", "items": {"type": "object"}}),
            "list of mappings",
        ),
        (
            json!({"type": "array", "items": {"type": "array"}}),
            "list of lists",
        ),
        (
            json!({"type": "array", "items": mixed}),
            "(list of string or mapping)",
        ),
        (mixed.clone(), "string or mapping"),
    ];
    for (value, words) in cases {
        let option = json!({"name": "a", "description": "b", "value": value});
        assert_eq!(head(option), format!("## @param a - {words} - optional"));
    }
}

#[test]
fn the_default_is_the_one_to_show_the_one_that_holds_or_the_example() {
    let cases = [
        (json!({"example": 5}), " - default: 5"),
        (json!({"example": true}), " - default: true"),
        (json!({"example": "a b"}), " - default: a b"),
        (json!({"example": "<A>"}), ""),
        (json!({"example": [1]}), ""),
        (json!({"example": 5, "default": 1e20}), " - default: 1e+20"),
        (json!({"example": 5, "default": ["x"]}), " - default: ['x']"),
        (
            json!({"example": 5, "default": 1, "display_default": false}),
            " - default: false",
        ),
        (json!({"example": 5, "display_default": "None"}), ""),
        (json!({"example": 5, "display_default": null}), ""),
        (
            json!({"example": 5, "display_default": null, "default": 1}),
            " - default: 5",
        ),
    ];
    for (value, shown) in cases {
        let head = head(option("string", value));
        assert_eq!(head, format!("## @param a - string - optional{shown}"));
    }
}

#[test]
fn compact_examples_take_a_line_per_item() {
    let example = json!({
        "items": {"type": "array"},
        "compact_example": true,
        "example": ["x", [1, "y, z"], {"k": null}, 5],
    });
    let text = rendered(json!([option("array", example)]));
    let example = text.split("#\n").last();
    let lines = "# a:\n#   - \"x\"\n#   - [1, 'y, z']\n#   - {k: null}\n#   - 5\n#   ...\n";
    assert_eq!(example, Some(lines));
}

#[test]
fn sections_move_in_and_begin_list_items_with_their_first_option() {
    let child = |name: &str, more: &[(&str, serde_json::Value)]| {
        let mut made = json!({"name": name, "description": "",
                              "value": {"type": "string", "example": "v"}});
        for (key, value) in more {
            made[*key] = value.clone();
        }
        made
    };
    let section = |options: serde_json::Value| {
        json!([{"name": "instances", "description": "", "multiple": true, "enabled": true,
                "options": options}])
    };
    let first = child(
        "b",
        &[("required", json!(true)), ("display_priority", json!(1))],
    );
    assert_eq!(
        rendered(section(json!([child("a", &[]), first]))),
        "#\ninstances:\n\n    ## @param b - string - required\n    #\n  - b: v\n\n    \
         ## @param a - string - optional - default: v\n    #\n    # a: v\n"
    );
    assert_eq!(
        rendered(section(json!([child("a", &[])]))),
        "#\ninstances:\n\n  -\n    ## @param a - string - optional - default: v\n    #\n    # a: v\n"
    );
    assert_eq!(rendered(section(json!([]))), "#\ninstances:\n\n  - {}\n");
    let hidden = json!([child("a", &[("hidden", json!(true))])]);
    assert_eq!(rendered(section(hidden)), "#\ninstances:\n");
}

#[test]
fn instances_that_are_spelt_out_have_descriptions_of_their_own() {
    let inner = json!({"name": "c", "description": "", "required": true,
                       "value": {"type": "integer", "example": 1}});
    let part = json!({"name": "p", "description": "", "options": [inner]});
    let section = json!([{
        "name": "instances", "description": "", "multiple": true,
        "multiple_instances_defined": true,
        "options": [
            {"name": "one", "description": "First.", "options": [inner]},
            {"name": "two", "description": "", "options": [part]},
        ],
    }]);
    assert_eq!(
        rendered(section),
        "#\n# instances:\n\n    ## First.\n    ## @param c - integer - required\n    #\n  - c: 1\n\
         \n  -\n  -\n    #\n    # p:\n\n        ## @param c - integer - required\n        #\n        c: 1\n"
    );
}

#[test]
fn options_without_a_value_show_their_example() {
    let logs = |enabled: bool| {
        json!([{"name": "logs", "description": "Text", "enabled": enabled,
                "example": [{"type": "file"}]}])
    };
    assert_eq!(
        rendered(logs(false)),
        "## Text\n#\n# logs:\n#   - type: file\n"
    );
    assert_eq!(rendered(logs(true)), "## Text\n#\nlogs:\n  - type: file\n");
    let bare = json!([{"name": "x", "description": "", "multiple": true}]);
    assert_eq!(rendered(bare), "#\n# x: []\n");
}

#[test]
fn deprecations_follow_the_description() {
    let option = json!({"name": "a", "description": "Old", "example": {},
                        "deprecation": {"Use": "b\nor c"}});
    assert_eq!(
        rendered(json!([option])),
        "## Old\n##\n## <<< DEPRECATED >>>\n##\n## Use: b\n##      or c\n#\n# a: {}\n"
    );
}

#[test]
fn long_lines_of_descriptions_are_errors_unless_they_say_so() {
    let described = |text: &str| json!([{"name": "a", "description": text}]);
    let fits = "x".repeat(117);
    assert_eq!(errors(described(&fits)), Vec::<String>::new());
    let long = format!("Short.\n{fits}é");
    assert_eq!(
        errors(described(&long)),
        ["A line of the description of `a` is 1 character too long."]
    );
    let mut heap = Heap::default();
    let file = file(&mut heap, &described(&long));
    let description = heap.field(file.errors[0].id, "description").unwrap();
    assert_eq!(file.errors[0].origin, heap.origin(description));
    assert!(matches!(
        &file.errors[0].kind,
        RenderErrorKind::LongLine {
            number: Some(1),
            ..
        }
    ));
    let excused = format!("{fits}{fits} /noqa");
    assert!(rendered(described(&excused)).starts_with(&format!("## {fits}{fits}\n")));
}

#[test]
fn unknown_fields_are_errors_where_they_are_rendered() {
    let mut bad = option("string", json!({"exmaple": 1, "uniqueItems": true}));
    bad["requried"] = json!(true);
    assert_eq!(
        errors(json!([bad])),
        [
            "`a` has an unknown key `requried`.",
            "The value of `a` has an unknown key `exmaple`.",
            "The value of `a` has an unknown key `uniqueItems`.",
        ]
    );
    bad["hidden"] = json!(true);
    assert!(errors(json!([bad])).is_empty());
}

#[test]
fn a_place_of_the_text_leads_to_its_option() {
    let mut heap = Heap::default();
    let options = json!([
        option("string", json!({"example": "v"})),
        {"name": "s", "description": "", "options": [option("string", json!({"example": "w"}))]},
    ]);
    let file = file(&mut heap, &options);
    let at = |text: &str| {
        let place = file
            .place_at(file.text.find(text).expect("text"))
            .expect("a place");
        (
            place.part,
            heap.str(heap.field(place.option, "name").unwrap()).unwrap(),
        )
    };
    assert_eq!(at("@param"), (Part::Name, "a"));
    assert_eq!(at("## b"), (Part::Description, "a"));
    assert_eq!(at("a: v"), (Part::Example, "a"));
    assert_eq!(at("s:"), (Part::Name, "s"));
    assert_eq!(at("a: w"), (Part::Example, "a"));
    let blank = file.text.find("\n\n").expect("an empty line") + 1;
    assert_eq!(file.place_at(blank), None);
    assert_eq!(file.place_at(file.text.len()), None);
    let place = file.place_at(file.text.find("a: v").unwrap()).unwrap();
    let value = heap.field(place.option, "value").unwrap();
    assert_eq!(
        place.origin,
        heap.origin(heap.field(value, "example").unwrap())
    );
}

#[test]
fn a_spot_of_the_specification_leads_to_where_it_is_shown() {
    let mut heap = Heap::default();
    let mut written = |value: Value, start: usize, end: usize| {
        let span = Span::new(start, end);
        heap.alloc(value, Origin { source: 0, span })
    };
    let name = written(Value::str("a"), 10, 11);
    let description = written(Value::str("b"), 20, 21);
    let inner = written(Value::Map(Map::default()), 5, 30);
    let outer_name = written(Value::str("s"), 1, 2);
    let outer = written(Value::Map(Map::default()), 0, 40);
    let options = written(Value::List(vec![inner]), 4, 31);
    let all = written(Value::List(vec![outer]), 0, 40);
    let file = written(Value::Map(Map::default()), 0, 40);
    let fields = [
        (inner, "name", name),
        (inner, "description", description),
        (outer, "name", outer_name),
        (outer, "description", outer_name),
        (outer, "options", options),
        (file, "options", all),
    ];
    for (map, key, value) in fields {
        heap.set_field(map, key, value);
    }
    let file = render_file(&heap, file);
    let at = |offset: usize| {
        let place = file.place_of(&heap, 0, offset)?;
        Some((place.option, place.part))
    };
    assert_eq!(at(20), Some((inner, Part::Description)));
    assert_eq!(at(25), Some((inner, Part::Description)), "the first part");
    assert_eq!(at(38), Some((outer, Part::Description)));
    assert_eq!(at(50), None);
    assert_eq!(file.place_of(&heap, 1, 20), None);
}

#[test]
fn what_somebody_wrote_is_named_before_what_was_filled_in() {
    let mut heap = Heap::default();
    let options = json!([option("string", json!({}))]);
    let spec = load(&mut heap, &json!({"files": [{"options": options}]}));
    let file = heap.list(heap.field(spec, "files").unwrap()).unwrap()[0];
    let option = heap.list(heap.field(file, "options").unwrap()).unwrap()[0];
    let value = heap.field(option, "value").unwrap();
    let filled = heap.alloc(Value::str("<A>"), Origin::nowhere());
    heap.set_field(value, "example", filled);
    let rendered = render_file(&heap, file);
    let place = rendered.places.last().unwrap();
    assert_eq!(
        (place.part, place.origin),
        (Part::Example, heap.origin(value))
    );
}

#[test]
fn days_are_shown_as_python_shows_them() {
    let mut heap = Heap::default();
    let spec = load(
        &mut heap,
        &json!({"files": [{"options": [option("string", json!({}))]}]}),
    );
    let file = heap.list(heap.field(spec, "files").unwrap()).unwrap()[0];
    let option = heap.list(heap.field(file, "options").unwrap()).unwrap()[0];
    let value = heap.field(option, "value").unwrap();
    let date = Date {
        year: 2020,
        month: 1,
        day: 2,
    };
    let day = heap.alloc(Value::Date(date), Origin::nowhere());
    heap.set_field(value, "default", day);
    let text = render_file(&heap, file).text;
    assert!(
        text.contains(" - default: datetime.date(2020, 1, 2)\n"),
        "{text}"
    );
}

#[test]
fn bombs_pits_and_missing_instances_end_with_an_error() {
    let mut heap = Heap::default();
    let mut options = load(&mut heap, &json!([{"name": "x", "description": "y"}]));
    let names = ["a", "b"].map(|name| load(&mut heap, &json!(name)));
    for _ in 0..40 {
        let sections = names.map(|name| {
            let section = load(&mut heap, &json!({"description": ""}));
            heap.set_field(section, "name", name);
            heap.set_field(section, "options", options);
            section
        });
        options = heap.alloc(Value::List(sections.to_vec()), Origin::nowhere());
    }
    let file = load(&mut heap, &json!({}));
    heap.set_field(file, "options", options);
    let rendered = render_file(&heap, file);
    assert_eq!(
        rendered.errors.last().unwrap().kind,
        RenderErrorKind::TooLarge
    );

    let own = load(&mut heap, &json!({"name": "a", "description": ""}));
    let options = heap.alloc(Value::List(vec![own]), Origin::nowhere());
    heap.set_field(own, "options", options);
    heap.set_field(file, "options", options);
    let rendered = render_file(&heap, file);
    assert_eq!(rendered.errors[0].kind, RenderErrorKind::TooDeep);

    let section = json!([{"name": "a", "description": "", "multiple": true,
                          "multiple_instances_defined": true, "options": [{"name": "b"}]}]);
    assert_eq!(errors(section), ["An instance of `b` has no `options`."]);
}
