import Record

/// Adding articles from the browser.
struct AddPage {
    static func response(_ visit: Visit) -> Response {
        .html(
            Frame(title: "Add", address: .add).page { html in
                html.element("div", .class("sheet")) { html in
                    html.element("h1", text: "Add articles")
                    html.element("form", .fixed("method", "post"), .action(.add), .fixed("enctype", "multipart/form-data")) {
                        html in
                        html.formToken(visit)
                    }
                }
            })
    }
}
