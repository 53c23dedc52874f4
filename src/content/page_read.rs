//! From a file to a page: every key checked, every mistake reported, the body rendered.

use std::sync::Arc;

use crate::content::alias::{read_aliases, read_translated_aliases};
use crate::content::case::{Context, ModelId};
use crate::content::entry;
use crate::content::entry::{EntryFacts, EntryPlace};
use crate::content::free::read_free;
use crate::content::lead::Lead;
use crate::content::macros::{PageMacros, ThemeMacros};
use crate::content::misplaced::is_misplaced;
use crate::content::page::{Origin, Page, Role};
use crate::content::permalink;
use crate::content::status::read_status;
use crate::content::unread::Unread;
use crate::foundation::diagnostic::{Sink, Span};
use crate::foundation::hash::Hash;
use crate::foundation::path::{SitePath, SourcePath};
use crate::input::fields::{Fields, KnownKey, Reader};
use crate::input::front_matter;
use crate::input::yaml::Node;
use crate::markdown;
use crate::markdown::Body;
use crate::publication::config::Permalinks;
use crate::say;
use crate::text::date::Date;

/// How long a description made from the first paragraph is, in characters.
const DESCRIPTION: usize = 120;

pub(super) const KEYS: [KnownKey; 8] = [
    KnownKey::required("title"),
    KnownKey::optional("summary"),
    KnownKey::optional("order"),
    KnownKey::optional("menu"),
    KnownKey::optional("updated"),
    KnownKey::optional("status"),
    KnownKey::optional("aliases"),
    KnownKey::optional("extra"),
];

/// Returns the role of a page whose address `permalinks` settles.
fn moved_role(
    role: Role,
    title: Option<&str>,
    date: Option<Date>,
    permalinks: &Permalinks,
) -> Role {
    let place =
        |slug| permalink::Place { slug, title: title.unwrap_or_default(), date, district: "" };
    match role {
        Role::Plain(path) if permalinks.pages.is_some() => {
            let pattern = permalinks.pages.as_deref();
            let place = place(path.as_str().trim_matches('/'));
            Role::Plain(permalink::make_address(pattern, "/", &place))
        }
        Role::Entry(entry) => {
            let pattern = permalinks.of_entries(&entry.collection);
            let folder = entry::list_path(&entry.collection);
            let path = permalink::make_address(pattern, folder.as_str(), &place(&entry.id));
            Role::Entry(EntryPlace { path, ..entry })
        }
        role => role,
    }
}

/// Reads one file as a page.
///
/// # Errors
/// Returns the text alone after an error in `sink`.
pub fn parse_page(
    file: &SourcePath,
    origin: &Origin,
    role: Role,
    text: &str,
    hash: Hash,
    context: &Context<'_>,
    sink: &mut Sink,
) -> Result<Page, Unread> {
    let parts = front_matter::split_file(file, text, sink).ok_or_else(Unread::default)?;
    let (source, front) = (parts.body_of(text), parts.yaml_of(text));
    let language = origin.language.as_ref().unwrap_or(&context.config.language);
    let macros = PageMacros(ThemeMacros::new(context, language));
    let macros = context.config.macros.then_some(&macros as &dyn markdown::Macros);
    let options = markdown::Options { macros, ..*context.markdown };
    let mut body = markdown::render_body(file, source, parts.body.start, &options, sink);
    let at = (front, parts.yaml.start);
    let read = read_page((file, origin, role), at, &mut body, context, sink);
    let body = Arc::new(body);
    match read {
        Some(page) => Ok(Page { body, hash: Hash::of_value(&(file, hash, context.hash)), ..page }),
        None => Err(Unread::with_body(body)),
    }
}

/// The keys of a page as they are written.
struct Written {
    title: Option<Node>,
    summary: Option<Node>,
    /// The place in the menu, and whether it is there.
    in_menu: [Option<Node>; 2],
    updated: Option<Node>,
    status: Option<Node>,
    aliases: Option<Node>,
    extra: Option<Node>,
    /// What entries of a collection alone have.
    facts: EntryFacts,
    /// Whether there is no title, nor anything that may be one.
    lacks_title: bool,
}

impl Written {
    /// Takes the keys of a page; `None` after an error when it is meant as something else.
    fn take(
        mut fields: Fields,
        (origin, role): (&Origin, &Role),
        context: &Context<'_>,
        reader: &mut Reader<'_>,
    ) -> Option<Self> {
        if let Some(place) = role.entry() {
            let [title, date, summary, updated, status, aliases, extra] =
                fields.take_keys(&entry::KEYS);
            let lacks_title = title.is_none() && !fields.has_slip_of("title", &entry::KEYS);
            let is_first = origin.language.is_none();
            let facts = EntryFacts::read(fields, date, (place, is_first), context.config, reader);
            let in_menu = [None, None];
            return Some(Self {
                title,
                summary,
                in_menu,
                updated,
                status,
                aliases,
                extra,
                facts,
                lacks_title,
            });
        }
        let [title, summary, order, menu, updated, status, aliases, extra] =
            fields.take_keys(&KEYS);
        let lacks_title = title.is_none() && !fields.has_slip_of("title", &KEYS);
        // As long as `site.yaml` cannot be read it may be an entry of a collection.
        let may_be_entry = context.config.vocabulary.unread && !is_top(role);
        if !may_be_entry {
            if *role != Role::Home && is_misplaced(&fields, reader) {
                return None;
            }
            reader.no_more_front(fields, &KEYS);
        }
        let (in_menu, facts) = ([order, menu], EntryFacts::default());
        Some(Self { title, summary, in_menu, updated, status, aliases, extra, facts, lacks_title })
    }
}

/// Reads the front matter of a page, which begins at a byte of the file; the page has no text yet.
fn read_page(
    (file, origin, role): (&SourcePath, &Origin, Role),
    (front, start): (&str, usize),
    body: &mut Body,
    context: &Context<'_>,
    sink: &mut Sink,
) -> Option<Page> {
    let mut reader = Reader { file, sink };
    let fields = context.open_front(front, start, &mut reader)?;
    let top = Span { start: fields.span.start, end: fields.span.start };
    let written = Written::take(fields, (origin, &role), context, &mut reader)?;
    let title = read_title(written.title, &mut reader);
    let summary = reader.optional_text("summary", written.summary);
    if context.markdown.shortcodes {
        let written = [title.as_deref(), summary.as_deref()];
        markdown::note_calls(body, front, start, written);
    }
    let lead = Lead::choose_lead(summary.as_deref(), &body.first_paragraph, DESCRIPTION);
    let updated = reader.optional_date("updated", written.updated);
    let says_order = written.in_menu.iter().any(Option::is_some);
    let order = read_order(written.in_menu, &role, &mut reader);
    let draft = read_draft(written.status, &mut reader);
    let EntryFacts { date, fields, is_whole } = written.facts;
    let role = moved_role(role, title.as_deref(), date, &context.config.permalinks);
    let aliases = read_old_addresses(written.aliases, (origin, &role), context, &mut reader);
    let extra = read_free(written.extra, &mut reader);
    // A list has a name of its own.
    if title.is_none() && !matches!(role, Role::Home | Role::List(_)) {
        if written.lacks_title {
            report_missing_title(top, &mut reader);
        }
        return None;
    }
    let about = title.as_deref().filter(|_| matches!(role, Role::Model(_))).map(ModelId::from_name);
    is_whole.then(|| Page {
        file: file.clone(),
        base: origin.base.clone(),
        language: origin.language.clone(),
        elsewhere: None,
        about,
        role,
        title: title.unwrap_or_default(),
        summary: lead.summary,
        has_lede: lead.is_shown,
        date,
        updated,
        fields: fields.into(),
        order,
        says_order,
        draft,
        aliases,
        extra,
        body: Arc::default(),
        hash: Hash::default(),
    })
}

fn read_title(node: Option<Node>, reader: &mut Reader<'_>) -> Option<String> {
    let node = reader.filled("title", node, &say!("title: 关于" | "title: About"))?;
    reader.read_text("title", &node)
}

/// Tells whether a page is shown in previews only.
fn read_draft(status: Option<Node>, reader: &mut Reader<'_>) -> bool {
    let status = status.filter(Node::is_written);
    status.and_then(|node| read_status(&node, reader)) == Some(true)
}

/// Tells whether a page stands below no folder.
fn is_top(role: &Role) -> bool {
    let Role::Plain(path) = role else { return true };
    !path.as_str().trim_matches('/').contains('/')
}

/// Reads the place of a page in the menu; `None` keeps it out. Pages below a folder are many: they
/// stand there when they say so.
fn read_order(
    [order, menu]: [Option<Node>; 2],
    role: &Role,
    reader: &mut Reader<'_>,
) -> Option<u32> {
    let order = order.and_then(|node| reader.read_number("order", &node, 0, 10_000));
    let menu = menu.and_then(|node| reader.read_bool("menu", &node));
    let is_wanted = matches!(role, Role::Plain(_)) && (order.is_some() || is_top(role));
    menu.unwrap_or(is_wanted).then(|| order.unwrap_or(100))
}

fn read_old_addresses(
    node: Option<Node>,
    (origin, role): (&Origin, &Role),
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Vec<SitePath> {
    match &origin.language {
        Some(language) => read_translated_aliases(node, language, context.config, reader),
        None => read_aliases(node, role.own_path().as_ref(), context.config, reader),
    }
}

fn report_missing_title(top: Span, reader: &mut Reader<'_>) {
    reader.error(
        "missing-key",
        top,
        say!("缺少必填的“title”" | "the required key `title` is missing"),
        say!("请在信息区加上一行，例如 title: 关于" | "add a line, for example `title: About`"),
    );
}
