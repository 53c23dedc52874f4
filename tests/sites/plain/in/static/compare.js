// As is the style sheet.
