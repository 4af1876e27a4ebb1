import Actors
import HTTP
import Ledger
import Library
import Record
import Wire

/// Adding articles from the browser: a text, files, or an address.
struct AddPage: Page {
    static let route = Route.at(["add"])
    static func response(_: Void, _ context: PageContext) -> Response {
        .html(
            Frame(title: "Add", address: .add).page { html in
                html.element("div", .class("sheet")) { html in
                    html.element("h1", text: "Add articles")
                    html.element(
                        "p", .class("lead"),
                        text: "They are read on this machine and kept in the ledger, with who says what in them.")
                    form("Files", context, &html) { html in
                        html.element("label", .fixed("for", "files"), text: "Texts, pages, PDFs, JSON Lines")
                        html.void(
                            "input", .fixed("type", "file"), .id(Anchor("files")), .fixed("name", "files"), .flag("multiple"),
                            .flag("required"))
                    }
                    form("An address", context, &html) { html in
                        html.element("label", .fixed("for", "url"), text: "Page")
                        html.void(
                            "input", .fixed("type", "url"), .id(Anchor("url")), .fixed("name", "address"), .flag("required"),
                            .fixed("placeholder", "https://"))
                    }
                    form("A text", context, &html) { html in
                        for (name, title) in [
                            ("title", "Title"), ("outlet", "Outlet"), ("published", "Published"), ("url", "Address"),
                        ] as [(StaticString, String)] {
                            html.element("label", .named("for", "text-\(name)"), text: title)
                            html.void(
                                "input", .fixed("type", "text"), .id(Anchor.field(name)), .fixed("name", name),
                                .fixed("autocomplete", "off"))
                        }
                        html.element("label", .fixed("for", "text"), text: "Text")
                        html.element(
                            "textarea", .id(Anchor("text")), .fixed("name", "text"), .fixed("rows", "12"), .flag("required")
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

    private static func form(_ title: String, _ context: PageContext, _ html: inout HTML, fields: (inout HTML) -> Void) {
        html.element("section") { html in
            html.element("h2", text: title)
            html.element("form", .fixed("method", "post"), .action(.add), .fixed("enctype", "multipart/form-data")) { html in
                html.formToken(context)
                html.element("div", .class("fields"), body: fields)
                html.element("button", .class("first"), text: "Add")
            }
        }
    }
}

extension Anchor {
    /// The place of a field of the form for texts.
    fileprivate static func field(_ name: StaticString) -> Anchor { Anchor(name, nil, before: "text-") }
}
