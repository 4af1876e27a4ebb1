import Finding
import HTTP
import Ledger
import Record
import Wire

/// All outlets, those with most articles first.
struct OutletsPage: Page {
    static let route = Route.at(["outlets"])
    static let isSameForAll = true
    /// How many the page shows; its data has all.
    private static let length = 500

    static func response(_: Void, _ context: PageContext) throws -> Response {
        let outlets = try context.outlets().listed
        switch context.format {
        case .html: return .html(page(outlets.prefix(length)))
        case .json:
            return .json { json in
                json.object { json in
                    json.name("outlets")
                    json.array(outlets) { $1.write($0) }
                }
            }
        case .csv:
            let rows = outlets.map {
                Cells.row(["\($0.id)", Cells.safe($0.name), "\($0.articles)", $0.lastDay?.description ?? ""])
            }
            return .table(Cells.row(["outlet", "name", "articles", "latest"]) + rows.joined())
        }
    }

    private static func page(_ outlets: ArraySlice<ListedOutlet>) -> HTML {
        Frame(title: "Outlets", address: .outlets, formats: [.json, .csv]).page { html in
            html.element("div", .class("sheet")) { html in
                html.element("h1", text: "Outlets")
                if outlets.isEmpty { html.element("p", .class("empty"), text: "No article says yet which outlet it is from.") }
                html.element("ol", .class("ranked")) { html in
                    for outlet in outlets {
                        html.element("li") { html in
                            html.element("a", .href(.outlet(outlet.id)), text: outlet.name)
                            html.element("span", .class("number"), text: counted(outlet.articles, "article", "articles"))
                            html.element("span", .class("number"), text: outlet.lastDay.map { "latest \($0)" } ?? "")
                        }
                    }
                }
            }
        }
    }
}
