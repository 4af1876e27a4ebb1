import Actors
import HTTP
import Ledger
import Library
import Record

/// Adding articles from the browser: a text, files, or an address; and how far that has come.
struct AddPage {
    /// What a text is called that was typed in.
    private static let typed = "typed.json"

    static func response(_ visit: Visit) -> Response {
        .html(
            Frame(title: "Add", address: .add).page { html in
                html.element("div", .class("sheet")) { html in
                    html.element("h1", text: "Add articles")
                    html.element(
                        "p", .class("lead"),
                        text: "They are read on this machine and kept in the ledger, with who says what in them.")
                    form("Files", visit, &html) { html in
                        html.element("label", .fixed("for", "files"), text: "Texts, pages, PDFs, JSON Lines")
                        html.void(
                            "input", .fixed("type", "file"), .id(Mark("files")), .fixed("name", "files"), .flag("multiple"),
                            .flag("required"))
                    }
                    form("An address", visit, &html) { html in
                        html.element("label", .fixed("for", "url"), text: "Page")
                        html.void(
                            "input", .fixed("type", "url"), .id(Mark("url")), .fixed("name", "address"), .flag("required"),
                            .fixed("placeholder", "https://"))
                    }
                    form("A text", visit, &html) { html in
                        for (name, title) in [
                            ("title", "Title"), ("outlet", "Outlet"), ("published", "Published"), ("url", "Address"),
                        ] as [(StaticString, String)] {
                            html.element("label", .named("for", "text-\(name)"), text: title)
                            html.void(
                                "input", .fixed("type", "text"), .id(Mark.field(name)), .fixed("name", name),
                                .fixed("autocomplete", "off"))
                        }
                        html.element("label", .fixed("for", "text"), text: "Text")
                        html.element(
                            "textarea", .id(Mark("text")), .fixed("name", "text"), .fixed("rows", "12"), .flag("required")
                        ) { _ in }
                    }
                    html.element(
                        "p", .class("help"),
                        text:
                            "At most 16 MiB at once. More, and folders, archives and feeds, are added with the command line: dixit add."
                    )
                }
            })
    }

    private static func form(_ title: String, _ visit: Visit, _ html: inout HTML, fields: (inout HTML) -> Void) {
        html.element("section") { html in
            html.element("h2", text: title)
            html.element("form", .fixed("method", "post"), .action(.add), .fixed("enctype", "multipart/form-data")) { html in
                html.formToken(visit)
                html.element("div", .class("fields"), body: fields)
                html.element("button", .class("first"), text: "Add")
            }
        }
    }

    /// Puts what a form holds in line, and leads to how far it has come.
    static func take(_ form: FilledForm, _ visit: Visit) throws -> Response {
        var wanted = form.files.filter { !$0.bytes.isEmpty }.map {
            Intake.Wanted.file(name: $0.name.isEmpty ? "file" : $0.name, bytes: $0.bytes)
        }
        if let address = form.value("address")?.trimmed, !address.isEmpty {
            guard ElsewhereAddress(address) != nil else {
                throw PageFault(
                    status: 400, sentence: "“\(address)” is no address of a page; give one that begins with https://.")
            }
            wanted.append(.address(address))
        }
        if let text = form.value("text") { wanted.append(.file(name: typed, bytes: json(of: text, form))) }
        guard !wanted.isEmpty else {
            throw PageFault(status: 400, sentence: "There is nothing in the form; choose a file or give a text.")
        }
        guard let id = visit.site.intake.add(wanted) else {
            throw PageFault(status: 503, sentence: "Too much waits to be added already; try again in a moment.")
        }
        return .see(.adding(id))
    }

    /// A text with what is known of it, as one object of the input contract. Browsers send lines that end with CR LF.
    private static func json(of text: String, _ form: FilledForm) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("text", text.replacing("\r\n", with: "\n"))
            for name in ["title", "outlet", "published", "url"] {
                if let value = form.value(name)?.trimmed, !value.isEmpty { json.member(name, value) }
            }
        }
        return json.bytes
    }

    // MARK: Progress

    static func progress(_ id: Int, _ visit: Visit) throws -> Response {
        guard let progress = visit.site.intake.progress(id) else { throw PageFault.missing }
        guard visit.format == .html else { return json(of: progress) }
        let isDone = progress.stage == .done
        return .html(
            Frame(title: isDone ? "Added" : "Adding", address: .adding(id), formats: [.json], reload: isDone ? nil : 1).page {
                html in
                html.element("div", .class("sheet")) { html in
                    html.element("h1", text: isDone ? (progress.hasFailed ? "Not all was added" : "Added") : "Adding")
                    html.element("p", .class("lead"), text: progress.name == typed ? "The text" : progress.name)
                    if !isDone {
                        html.element("progress", .fixed("aria-label", "At work")) { _ in }
                        html.element(
                            "p", .fixed("role", "status"),
                            text: progress.stage == .waiting ? "Waits for its turn." : "Is being read.")
                    }
                    write(progress, &html)
                    html.element("p", .class("more")) { $0.element("a", .href(.add), text: "Add more") }
                }
            })
    }

    private static func write(_ progress: Intake.Progress, _ html: inout HTML) {
        if progress.known > 0 {
            html.element("p", text: "\(counted(progress.known, "article was", "articles were")) there already.")
        }
        if progress.copies > 0 {
            html.element("p", text: "\(counted(progress.copies, "article is a copy", "articles are copies")) of what was there.")
        }
        html.element("ul") { html in
            for article in progress.added {
                html.element("li") { html in html.element("a", .href(.article(article)), text: "Article \(article)") }
            }
        }
        for notice in progress.notices { html.element("p", .class("notice"), text: notice) }
    }

    private static func json(of progress: Intake.Progress) -> Response {
        .json { json in
            json.object { json in
                json.member("name", progress.name)
                json.member("stage", progress.stage.rawValue)
                json.name("added")
                json.array(progress.added) { $1.string("\($0)") }
                json.member("copies", progress.copies)
                json.member("known", progress.known)
                json.name("notices")
                json.array(progress.notices) { $1.string($0) }
            }
        }
    }
}

extension Mark {
    /// The place of a field of the form for texts.
    fileprivate static func field(_ name: StaticString) -> Mark { Mark(name, nil, before: "text-") }
}
