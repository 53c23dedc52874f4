//! Pages that are no cases: the home page's text, plain pages, pages about models.

use std::hash::{Hash as StdHash, Hasher};
use std::sync::Arc;

use crate::content::alias::{read_aliases, read_translated_aliases};
use crate::content::case::{Context, ModelId};
use crate::content::free::read_free;
use crate::content::lead::Lead;
use crate::content::macros::{PageMacros, ThemeMacros};
use crate::content::misplaced::is_misplaced;
use crate::content::permalink;
use crate::content::status::read_status;
use crate::content::unread::Unread;
use crate::foundation::diagnostic::{Sink, Span};
use crate::foundation::hash::Hash;
use crate::foundation::language::LanguageTag;
use crate::foundation::path::{SitePath, SourcePath};
use crate::input::fields::{KnownKey, Reader};
use crate::input::free_value::FreeValue;
use crate::input::front_matter;
use crate::input::yaml::Node;
use crate::markdown;
use crate::markdown::Body;
use crate::say;
use crate::text::date::Date;

/// How long a description made from the first paragraph is, in characters.
const DESCRIPTION: usize = 120;

/// What a page is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// `content/index.md`: the text of the home page.
    Home,
    /// A page of its own, at this address.
    Plain(SitePath),
    /// About the model of the same name; the file's name is its address part.
    Model(String),
}

impl Role {
    /// Returns the address of a page of its own.
    fn plain_path(&self) -> Option<&SitePath> {
        match self {
            Self::Plain(path) => Some(path),
            Self::Home | Self::Model(_) => None,
        }
    }
}

/// A page, whole.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file it was read from.
    pub file: SourcePath,
    /// The file of the default edition with the same text: links name it.
    pub base: SourcePath,
    /// The language in the file's name; `None` for the default edition.
    pub language: Option<LanguageTag>,
    /// The edition that has it, when the one that lists it does not.
    pub elsewhere: Option<LanguageTag>,
    pub role: Role,
    /// Its title; for a model the model's name.
    pub title: String,
    /// The model that it is about, by the title of its first file.
    pub about: Option<ModelId>,
    /// A few sentences about it.
    pub summary: String,
    /// Whether they stand above the text.
    pub has_lede: bool,
    /// When it was last corrected.
    pub updated: Option<Date>,
    /// Its place in the menu, small numbers first; `None` keeps it out.
    pub order: Option<u32>,
    /// Whether the file itself says that.
    pub says_order: bool,
    /// Whether it is shown in previews only.
    pub draft: bool,
    /// Addresses that once were its own.
    pub aliases: Vec<SitePath>,
    /// What the author hands to templates as it is.
    pub extra: Option<Arc<FreeValue>>,
    /// The rendered text.
    pub body: Arc<Body>,
    /// The hash of all that it was made from.
    pub hash: Hash,
}

impl StdHash for Page {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.hash.hash(state);
    }
}

/// Which edition a file belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file of the default edition with the same text.
    pub base: SourcePath,
    /// The language in the file's name; `None` for the default edition.
    pub language: Option<LanguageTag>,
}

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
fn moved_role(role: Role, title: Option<&str>, context: &Context<'_>) -> Role {
    match (role, &context.config.permalinks.pages) {
        (Role::Plain(path), Some(pattern)) => {
            let place = permalink::Place {
                slug: path.as_str().trim_matches('/'),
                title: title.unwrap_or_default(),
                date: None,
                district: "",
            };
            Role::Plain(permalink::make_address(Some(pattern), "/", &place))
        }
        (role, _) => role,
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

/// Reads the front matter of a page, which begins at a byte of the file; the page has no text yet.
fn read_page(
    (file, origin, role): (&SourcePath, &Origin, Role),
    (front, start): (&str, usize),
    body: &mut Body,
    context: &Context<'_>,
    sink: &mut Sink,
) -> Option<Page> {
    let mut reader = Reader { file, sink };
    let mut fields = context.open_front(front, start, &mut reader)?;
    let top = Span { start: fields.span.start, end: fields.span.start };
    let [title, summary, order, menu, updated, status, aliases, extra] = fields.take_keys(&KEYS);
    if role != Role::Home && is_misplaced(&fields, &mut reader) {
        return None;
    }
    let is_missing = title.is_none() && !fields.has_slip_of("title", &KEYS);
    reader.no_more_front(fields, &KEYS);
    let title = read_title(title, &mut reader);
    let summary = reader.optional_text("summary", summary);
    if context.markdown.shortcodes {
        let written = [title.as_deref(), summary.as_deref()];
        markdown::note_calls(body, front, start, written);
    }
    let lead = Lead::choose_lead(summary.as_deref(), &body.first_paragraph, DESCRIPTION);
    let updated = reader.optional_date("updated", updated);
    let says_order = order.is_some() || menu.is_some();
    let order = read_order([order, menu], &role, &mut reader);
    let draft = read_draft(status, &mut reader);
    let role = moved_role(role, title.as_deref(), context);
    let aliases = read_old_addresses(aliases, (origin, &role), context, &mut reader);
    if title.is_none() && role != Role::Home {
        if is_missing {
            report_missing_title(top, &mut reader);
        }
        return None;
    }
    let extra = read_free(extra, &mut reader);
    let named = title.as_deref().filter(|_| matches!(role, Role::Model(_)));
    Some(Page {
        file: file.clone(),
        base: origin.base.clone(),
        language: origin.language.clone(),
        elsewhere: None,
        about: named.map(ModelId::from_name),
        role,
        title: title.unwrap_or_default(),
        summary: lead.summary,
        has_lede: lead.is_shown,
        updated,
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

/// Reads the place of a page in the menu; `None` keeps it out.
fn read_order(
    [order, menu]: [Option<Node>; 2],
    role: &Role,
    reader: &mut Reader<'_>,
) -> Option<u32> {
    let order = order.and_then(|node| reader.read_number("order", &node, 0, 10_000));
    let menu = menu.and_then(|node| reader.read_bool("menu", &node));
    menu.unwrap_or(matches!(role, Role::Plain(_))).then(|| order.unwrap_or(100))
}

fn read_old_addresses(
    node: Option<Node>,
    (origin, role): (&Origin, &Role),
    context: &Context<'_>,
    reader: &mut Reader<'_>,
) -> Vec<SitePath> {
    match &origin.language {
        Some(language) => read_translated_aliases(node, language, context.config, reader),
        None => read_aliases(node, role.plain_path(), context.config, reader),
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
