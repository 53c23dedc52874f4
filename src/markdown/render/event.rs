//! What is written for each event of the parser.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::writer::Writer;
use crate::markdown::DEEPEST;

impl<'a> Writer<'a> {
    pub(super) fn write_event(&mut self, event: Event<'a>, range: Range<usize>) {
        let fresh = std::mem::take(&mut self.fresh);
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                if self.depth <= DEEPEST {
                    self.enter_element(&tag);
                    self.start_tag(tag, range);
                } else if !self.too_deep {
                    self.too_deep = true;
                    self.report_depth(&range);
                }
            }
            Event::End(tag) => {
                // In a tight list, text follows a block without a paragraph of its own.
                self.fresh = ends_line(tag);
                if self.depth <= DEEPEST {
                    self.leave_element(tag);
                    self.end_tag(tag, &range);
                }
                self.depth -= 1;
            }
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                let text = self.joined.without_signs(&text);
                match &mut self.fence {
                    Some(fence) => fence.code.push_str(&text),
                    None => self.write_text(&text),
                }
            }
            Event::Code(code) => self.inline_code(&code),
            Event::Html(html) => self.block_html(&html, range),
            Event::InlineHtml(html) => self.inline_html(&html, &range),
            Event::SoftBreak => {
                self.broken = Some(self.page.html.len());
                self.fresh = true;
            }
            Event::HardBreak => {
                if self.picture.is_none() {
                    self.page.push_markup("<br>\n");
                }
                self.text_only(" ");
            }
            Event::Rule => {
                self.begin_block();
                self.page.push_markup("<hr>\n");
            }
            Event::FootnoteReference(name) => self.footnote_reference(name),
            Event::TaskListMarker(done) => {
                self.write_task(done);
                self.fresh = fresh;
            }
        }
    }

    fn start_tag(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if self.picture.is_some() {
            return;
        }
        match tag {
            Tag::Paragraph => self.start_paragraph(range),
            Tag::Heading { level, .. } => self.start_heading(level as u8, range),
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(kind) => self.start_code(&kind, &range),
            Tag::HtmlBlock => self.start_html(),
            Tag::List(start) => {
                self.begin_block();
                self.start_counting(start);
                match start {
                    None => self.page.push_markup("<ul>\n"),
                    Some(1) => self.page.push_markup("<ol>\n"),
                    Some(start) => {
                        self.page.push_markup("<ol start=\"");
                        self.page.push_number(start);
                        self.page.push_markup("\">\n");
                    }
                }
            }
            Tag::Item => {
                self.count_item(&range);
                self.begin_block();
                if self.is_opening {
                    self.aside.begin_item(&self.plain, self.depth);
                }
                self.lists.item = self.page.html.len();
                self.page.push_markup("<li>");
                // The text of a tight list stands in no paragraph.
                self.fresh = true;
            }
            Tag::FootnoteDefinition(name) => self.start_footnote(name, &range),
            Tag::DefinitionList => self.open_tag("<dl>\n"),
            Tag::DefinitionListTitle => self.open_tag("<dt>"),
            Tag::DefinitionListDefinition => self.open_tag("<dd>"),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_head(range),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.start_emphasis("<em>", 1, &range),
            Tag::Strong => self.start_emphasis("<strong>", 2, &range),
            Tag::Strikethrough => self.page.push_markup("<del>"),
            Tag::Superscript => self.page.push_markup("<sup>"),
            Tag::Subscript => self.page.push_markup("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.start_link(link_type, &dest_url, &title, &range);
            }
            Tag::Image { dest_url, title, .. } => self.start_image(&dest_url, &title, range),
            Tag::MetadataBlock(_) => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd, range: &Range<usize>) {
        if self.picture.is_some() && tag != TagEnd::Image {
            return;
        }
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => {
                self.end_run();
                self.close_tag("</blockquote>\n");
                self.aside.end_item(&self.plain, self.depth);
            }
            TagEnd::CodeBlock => self.end_code(range),
            TagEnd::HtmlBlock => self.end_html(range),
            TagEnd::List(numbered) => {
                self.end_counting();
                self.close_tag(if numbered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => {
                self.close_tag("</li>\n");
                self.aside.end_item(&self.plain, self.depth);
            }
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::DefinitionList => self.close_tag("</dl>\n"),
            TagEnd::DefinitionListTitle => self.close_tag("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.close_tag("</dd>\n"),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.end_row(range),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.page.push_markup("</em>"),
            TagEnd::Strong => self.page.push_markup("</strong>"),
            TagEnd::Strikethrough => self.page.push_markup("</del>"),
            TagEnd::Superscript => self.page.push_markup("</sup>"),
            TagEnd::Subscript => self.page.push_markup("</sub>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(range),
            TagEnd::MetadataBlock(_) => {}
        }
    }
}

/// Tells whether what follows the end of an element begins a line.
fn ends_line(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::List(_)
            | TagEnd::Table
    )
}
