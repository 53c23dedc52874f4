//! Tests of `engine`.

use tera::Context;

use super::*;

/// Compiles templates for readers who see `texts`.
fn with_texts(
    templates: &[(&str, &str)],
    texts: &[(&str, &str)],
) -> (Option<Compiled>, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let map: Templates = templates
        .iter()
        .map(|(name, text)| {
            (
                (*name).to_owned(),
                (SourcePath::new(&format!("templates/{name}")), (*text).to_owned()),
            )
        })
        .collect();
    let texts = texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
    let texts = Texts::new(texts.collect());
    (compile_with_texts(&map, &texts, (&Arc::default(), None), &mut sink), sink.into_sorted())
}

fn with(templates: &[(&str, &str)]) -> (Option<Compiled>, Vec<Diagnostic>) {
    with_texts(templates, &[])
}

fn render(compiled: &Compiled, context: &Context) -> Result<String, RenderError> {
    let mut out = Vec::new();
    compiled.render_template("page.html", context, &mut out)?;
    Ok(String::from_utf8(out).unwrap())
}

#[test]
fn every_template_that_does_not_parse_is_reported_at_its_place() {
    let (tera, found) = with(&[("a.html", "甲\n{{ x"), ("b.html", "{% if %}"), ("c.html", "fine")]);
    assert!(tera.is_none());
    let places: Vec<_> =
        found.iter().map(|one| (one.code.0, one.file.as_ref().unwrap().as_str())).collect();
    assert_eq!(
        places,
        vec![("template-syntax", "templates/a.html"), ("template-syntax", "templates/b.html")]
    );
}

#[test]
fn a_template_that_includes_itself_is_an_error() {
    let (tera, found) = with(&[("a.html", "{% include \"a.html\" %}")]);
    assert!(tera.is_none());
    assert_eq!(found[0].code.0, "template-loop");
}

#[test]
fn an_unknown_variable_names_template_and_includes() {
    let (tera, _) =
        with(&[("page.html", "x\n{% include \"part.html\" %}"), ("part.html", "{{ nothing }}")]);
    let error = render(&tera.unwrap(), &Context::new()).unwrap_err();
    assert_eq!((error.template.as_str(), error.place), ("part.html", Some((1, 4))));
    assert!(error.chain.iter().any(|place| place.starts_with("page.html:2")), "{:?}", error.chain);
}

#[test]
fn a_text_is_filled() {
    let (tera, _) = with(&[("page.html", "{{ t | fill(n=3) }}")]);
    let mut context = Context::new();
    context.insert("t", "{n}个案例");
    assert_eq!(render(&tera.unwrap(), &context).unwrap(), "3个案例");
}

/// Texts with all that may go wrong when they stand in a template.
const TEXTS: &[(&str, &str)] = &[
    ("region", "地区"),
    ("dot", " · "),
    ("comma", ", "),
    ("space", " "),
    ("empty", ""),
    ("sign", "<b>&\"'</b>"),
    ("braces", "{{ x }}{# y #}"),
    ("n", "{n}个"),
    ("two", "甲\n乙"),
];

/// Templates that ask for texts among all that may stand beside them.
const ASKING: &[&str] = &[
    "<p>{{ t.region }}</p>{{t.dot}}\n{{ t.sign }} {{ t.braces }}{{ t.two }}{{ t.empty }}",
    "{% if x -%} {{ t.dot }} {%- endif %}{{ x -}}\n{{ t.space }}{{ t.comma }}{{- x }}",
    "{{ t.n | fill(n=3) }}{{ t[\"region\"] }}{{- t.region -}} {{ t.region | length }}",
    "{% raw %}{{ t.region }}{% endraw %}{{ t.region }}",
    "{# {{ t.region }} #}{{ \"{{ t.region }}\" }}{{ '}}' ~ '{{ t.region }}' }}{{ t.region }}",
    "{% set t = x %}{{ t.own }}",
    "{% for t in [x] %}{{ t.own }}{% endfor %}{{ t.region }}",
    "{{ {\"a\": {\"b\": 1}} | length }}{{ t.region }}",
    "{% include \"part.html\" %}{{ {{ t.region }}",
];

#[test]
fn a_template_shows_the_same_whether_texts_stand_in_it_or_are_looked_up() {
    let mut context = Context::new();
    context.insert("x", &BTreeMap::from([("own", "自己的")]));
    let texts: BTreeMap<_, _> = TEXTS.iter().copied().collect();
    context.insert("t", &texts);
    for asking in ASKING {
        let templates = [("page.html", *asking), ("part.html", "{{ t.region }}")];
        let (folded, found) = with_texts(&templates, TEXTS);
        let (plain, _) = with(&templates);
        let shown = |compiled: Option<Compiled>| compiled.map(|one| render(&one, &context));
        assert_eq!(shown(folded), shown(plain), "{asking}: {found:?}");
    }
}

#[test]
fn a_mistake_behind_texts_is_told_where_it_stands_in_the_file() {
    let (compiled, _) = with_texts(
        &[
            ("page.html", "甲\n{{ t.region }}{{ t.dot }}{% include \"part.html\" %}"),
            ("part.html", "{{ t.dot }}<b>{{ t.region }}</b>{{ nothing }}{{ t.dot }}"),
        ],
        TEXTS,
    );
    let error = render(&compiled.unwrap(), &Context::new()).unwrap_err();
    assert_eq!(error.place, Some((1, 36)));
    assert_eq!(error.chain, ["page.html:2:37", "part.html:1:36"]);
}
