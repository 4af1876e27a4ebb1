import Finding

/// A citation in every form, to be pasted elsewhere: fields whose text can be selected, and, where the script runs, buttons that copy it.
struct CitationBox {
    private let citation: LedgerCitation

    init(_ citation: LedgerCitation) { self.citation = citation }

    /// The forms with what they are called here.
    private static let forms: [(format: LedgerCitation.Format, name: StaticString)] = [
        (.text, "Plain text"), (.markdown, "Markdown"), (.bibtex, "BibLaTeX"), (.csl, "CSL-JSON"),
        (.claimreview, "ClaimReview, without a verdict"),
    ]

    func write(to html: inout HTML) {
        html.element("details", .class("cite")) { html in
            html.element("summary", text: citation.statement == nil ? "Cite this article" : "Cite this statement")
            if let address = citation.address.flatMap(ElsewhereAddress.init) {
                html.element("p", .class("help")) { html in
                    html.element(
                        "a", .elsewhere(address), text: citation.statement == nil ? "As published" : "These words as published")
                    html.text(citation.statement == nil ? "" : ": browsers that know text fragments go there and mark them.")
                }
            }
            // An article by itself is no claim that could be reviewed.
            for (number, form) in CitationBox.forms.enumerated() where form.format != .claimreview || citation.statement != nil {
                let place = Anchor("cite", number)
                let text = citation.text(as: form.format).trimmed
                html.element("div", .class("cited")) { html in
                    html.element("label", .named("for", place.text), text: form.name.description)
                    html.element(
                        "button", .fixed("type", "button"), .named("data-copy", place.text), .flag("hidden"), text: "Copy")
                    html.element(
                        "textarea", .id(place), .flag("readonly"), .fixed("rows", "4"), .fixed("spellcheck", "false"), text: text)
                }
            }
        }
    }
}
