//! Tests of `engine`.

use tera::Context;

use super::*;

fn with(templates: &[(&str, &str)]) -> (Option<Tera>, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let map = templates
        .iter()
        .map(|(name, text)| {
            (
                (*name).to_owned(),
                (SourcePath::new(&format!("templates/{name}")), (*text).to_owned()),
            )
        })
        .collect();
    (compile_templates(&map, &mut sink), sink.into_sorted())
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
    let mut out = Vec::new();
    let error = tera
        .unwrap()
        .render_to("page.html", &Context::new(), &mut out)
        .map_err(|error| explain_failure("page.html", &error))
        .unwrap_err();
    assert_eq!((error.template.as_str(), error.place), ("part.html", Some((1, 4))));
    assert!(error.chain.iter().any(|place| place.starts_with("page.html:2")), "{:?}", error.chain);
}

#[test]
fn a_text_is_filled() {
    let (tera, _) = with(&[("a.html", "{{ t | fill(n=3) }}")]);
    let mut context = Context::new();
    context.insert("t", "{n}个案例");
    assert_eq!(tera.unwrap().render("a.html", &context).unwrap(), "3个案例");
}
