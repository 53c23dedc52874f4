//! The pages of an edition, as what an address that is lost may lead on to.

use rustc_hash::FxHashMap;

use crate::check::Scope;
use crate::check::moved_page::{ByTitle, Candidate, is_titled, only_match};
use crate::edition::routes;
use crate::foundation::path::{OutPath, SitePath};
use crate::foundation::world::PublishedSite;
use crate::text::copy_name::share_of_pairs;

/// Up to so many times a page that is gone is compared with one that is new. Where more moved, only
/// pages of one title are.
const MOST_COMPARED: usize = 40_000;

/// A text is followed through so many addresses that it had.
const MOST_MOVES: usize = 20;

/// A title that has so many hundredths of its pairs of characters in another is that one, reworded.
const REWORDED: usize = 40;

/// What is looked through for the texts of lost addresses.
pub(super) struct Pages<'a> {
    scope: &'a Scope<'a>,
    published: &'a dyn PublishedSite,
    all: &'a [Candidate],
    /// The pages of this edition that were not published yet where they are.
    new: Vec<&'a Candidate>,
    by_title: Option<ByTitle<'a>>,
    by_out: FxHashMap<&'a str, &'a Candidate>,
}

impl<'a> Pages<'a> {
    /// Sorts the pages for looking up `lost` addresses.
    pub(super) fn new(
        scope: &'a Scope<'a>,
        published: &'a dyn PublishedSite,
        all: &'a [Candidate],
        lost: usize,
    ) -> Self {
        let new: Vec<&Candidate> =
            all.iter().filter(|page| page.is_new && !page.elsewhere).collect();
        let is_much = lost.saturating_mul(new.len()) > MOST_COMPARED;
        let by_title = is_much.then(|| ByTitle::new(&new));
        let by_out = all.iter().map(|page| (page.out.as_str(), page)).collect();
        Self { scope, published, all, new, by_title, by_out }
    }

    /// Returns the page where the text stands now that was published as `file`.
    pub(super) fn now_at(&self, old: &SitePath, file: &OutPath) -> Option<&'a Candidate> {
        let mut file = file;
        for _ in 0..MOST_MOVES {
            let html = self.published.read(file).ok();
            if let Some(html) = html.and_then(|bytes| String::from_utf8(bytes).ok()) {
                return self.find_text(old, &html);
            }
            // Earlier builds knew where it went, and it may have gone on from there.
            file = self.published.moved_to(file)?;
            if let Some(page) = self.page_at(file).filter(|page| !page.is_new) {
                return Some(page);
            }
        }
        None
    }

    /// Returns the page that is made as `file`, or that this edition has in place of it.
    fn page_at(&self, file: &OutPath) -> Option<&'a Candidate> {
        let of_edition = self.scope.site.edition_path(&file.site_path()).out_path().ok();
        let paths = [Some(file), of_edition.as_ref()];
        paths.into_iter().flatten().find_map(|path| self.by_out.get(path.as_str()).copied())
    }

    /// Returns the page that has the text of a published page.
    fn find_text(&self, old: &SitePath, html: &str) -> Option<&'a Candidate> {
        let found = match &self.by_title {
            Some(by_title) => only_match(&by_title.likely(html), old, html),
            None => only_match(&self.new, old, html),
        };
        found.or_else(|| self.first_text(old))
    }

    /// Returns the page of another edition whose translation stood at `old`. Another text may stand
    /// in its place by now.
    fn first_text(&self, old: &SitePath) -> Option<&'a Candidate> {
        let mut listed = self.all.iter().filter(|page| page.elsewhere);
        let there = listed.clone().find(|page| page.path == *old);
        let out = there.map(|page| page.out.clone()).or_else(|| old.out_path().ok())?;
        let Some(before) = self.published.title(&out) else { return there };
        let is_same = |page: &&Candidate| {
            is_titled(before, &page.title) || share_of_pairs(&page.title, before) >= REWORDED
        };
        if let Some(page) = there.filter(is_same) {
            return Some(page);
        }
        let mut moved =
            listed.by_ref().filter(|page| page.is_new && is_titled(before, &page.title));
        let found = moved.next()?;
        moved.next().is_none().then_some(found)
    }
}

/// Lists the pages of an edition, and those that it lists and another has.
pub(super) fn find_pages(scope: &Scope<'_>, published: &dyn PublishedSite) -> Vec<Candidate> {
    let (site, catalog) = (scope.site, scope.catalog);
    let is_new = |out: &OutPath| published.files().binary_search(out).is_err();
    // One that took the address of another is new there.
    let is_new_text = |out: &OutPath, title: &str| {
        is_new(out) || published.title(out).is_some_and(|before| !is_titled(before, title))
    };
    let cases = catalog.cases.iter().filter_map(|case| {
        let (card, elsewhere) = (&case.card, case.card.language.is_some());
        let out = site.case_path(card).out_path().ok()?;
        Some(Candidate {
            path: card.path.clone(),
            is_new: is_new_text(&out, &card.title),
            out,
            elsewhere,
            file: Some(if elsewhere { &case.base } else { &case.file }.clone()),
            title: card.title.clone(),
            texts: vec![card.summary.clone()],
            listed: Vec::new(),
        })
    });
    let pages = catalog.pages.iter().filter_map(|page| {
        let path = catalog.page_path(page);
        let language = page.elsewhere.as_ref();
        let out = site.path_in(language.unwrap_or(site.language()), &path).out_path().ok()?;
        Some(Candidate {
            path,
            is_new: is_new_text(&out, &page.title),
            out,
            elsewhere: language.is_some(),
            file: Some(if language.is_some() { &page.base } else { &page.file }.clone()),
            title: page.title.clone(),
            texts: vec![page.summary.clone(), page.body.first_paragraph.clone()],
            listed: Vec::new(),
        })
    });
    let href = |index: &u32| site.href(&catalog.cases[*index as usize].card.path);
    let models = catalog.models.iter().filter(|model| model.page.is_none());
    let models = models.map(|model| (model.path.clone(), &model.model.name[..], &model.cases));
    let topics = catalog
        .topics
        .iter()
        .map(|topic| (routes::topic_path(&topic.topic), &*topic.topic.name, &topic.cases));
    let lists = models.chain(topics).filter_map(|(path, name, cases)| {
        let out = site.edition_path(&path).out_path().ok()?;
        let is_new = is_new(&out);
        Some(Candidate {
            path,
            out,
            is_new,
            elsewhere: false,
            file: None,
            title: name.to_owned(),
            texts: Vec::new(),
            listed: if is_new { cases.iter().map(href).collect() } else { Vec::new() },
        })
    });
    cases.chain(pages).chain(lists).collect()
}
