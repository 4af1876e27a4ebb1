import HTTP
import Record

/// The control by which a person judges what a layer has found beside a statement. The statement stays as it is.
struct MarkReview {
    private let card: LayerCard
    private let marks: [Mark]

    /// - Parameter marks: of one statement; those of other layers are passed over.
    init(_ card: LayerCard, _ marks: [Mark]) {
        self.card = card
        self.marks = marks.filter { $0.layer == card.name }
    }

    /// Writes the control as a form.
    ///
    /// - Parameters:
    ///   - name: tells its fields from those of other controls of the page.
    ///   - fields: writes the hidden fields that every judgement of the statement has.
    func write(_ name: Anchor, to html: inout HTML, fields: (inout HTML) -> Void) {
        html.element("form", .class("buttons"), .fixed("method", "post"), .action(.review), .named("aria-label", card.title)) {
            html in
            fields(&html)
            html.hidden("layer", card.name)
            if card.kind == .choice, card.holdsSeveral { boxes(&html) } else { choices(name, &html) }
            html.element("button", .fixed("name", "judgement"), .fixed("value", "mark"), text: "Judge")
        }
    }

    /// The names of the choices that were found.
    private var found: Set<String> {
        Set(
            marks.compactMap { mark in
                if case .choice(let name) = mark.value { name } else { nil }
            })
    }

    /// One of the choices, or none of them; where values are no choices, whether all that was found is right.
    private func choices(_ name: Anchor, _ html: inout HTML) {
        html.element("label", .named("for", name.text), .named("title", card.sentence), text: card.title)
        html.element("select", .id(name), .fixed("name", "value")) { html in
            if card.kind == .choice {
                for choice in card.choices {
                    html.element(
                        "option", .named("value", choice.name), .named("title", choice.sentence),
                        found.contains(choice.name) ? .flag("selected") : .none, text: choice.label)
                }
            } else {
                html.element("option", .named("value", MarkVerdict.right), text: "right as found")
            }
            let isNone = found.isEmpty && card.kind == .choice
            html.element(
                "option", .named("value", MarkVerdict.none), isNone ? .flag("selected") : .none, text: "none of it")
        }
    }

    /// Any of the choices. Each has a field of its own, since a form holds one value under a name.
    private func boxes(_ html: inout HTML) {
        html.element("fieldset") { html in
            html.element("legend", .named("title", card.sentence), text: card.title)
            for choice in card.choices {
                html.element("label", .named("title", choice.sentence)) { html in
                    html.void(
                        "input", .fixed("type", "checkbox"), .named("name", MarkVerdict.field(choice.name)),
                        .fixed("value", "yes"),
                        found.contains(choice.name) ? .flag("checked") : .none)
                    html.text(" \(choice.label)")
                }
            }
        }
    }
}

/// What a person has judged of a layer's marks on a statement, as the control sends it.
struct MarkVerdict: Sendable, Hashable {
    /// The layer's name.
    let layer: String
    let verdict: Verdict

    /// What is right.
    enum Verdict: Sendable, Hashable {
        /// These choices and no others; with none, the layer should have found nothing.
        case choices([String])
        /// What was found, whatever it is: for values that are no choices.
        case asFound
    }

    /// Values that no choice is called, since a choice's name is of small letters and "_".
    static let none = "-"
    static let right = "+"

    /// The name of a choice's own field.
    static func field(_ choice: String) -> String { "choice-\(choice)" }

    /// Reads a form.
    ///
    /// - Throws: `PageError`, where there is no such layer, or it has no such choice.
    init(_ form: FilledForm, _ cards: [LayerCard]) throws(PageError) {
        guard let name = form.value("layer"), let card = cards.first(where: { $0.name == name }) else {
            throw PageError(status: 400, sentence: "It is not said which layer is judged.")
        }
        layer = name
        if card.kind == .choice, card.holdsSeveral {
            verdict = .choices(card.choices.map(\.name).filter { form.value(MarkVerdict.field($0)) != nil })
            return
        }
        let value = form.value("value") ?? ""
        if value == MarkVerdict.none {
            verdict = .choices([])
        } else if card.kind != .choice, value == MarkVerdict.right {
            verdict = .asFound
        } else if card.kind == .choice, card.choice(value) != nil {
            verdict = .choices([value])
        } else {
            throw PageError(status: 400, sentence: "“\(value)” is no choice of \(card.title).")
        }
    }
}
