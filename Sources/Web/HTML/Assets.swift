import HTTP
import Ledger

/// The one style sheet and the one script, which are part of the program. Their addresses change with what they hold, so that a browser may
/// keep them for good.
enum Assets {
    static let styleAddress = Address("/style.css").with("v", mark(PackageResources.style_css))
    static let scriptAddress = Address("/script.js").with("v", mark(script))
    /// Written in two files, and sent as one.
    private static let script = PackageResources.script_js + PackageResources.review_js

    /// The file of a path; nil where there is none.
    static func response(_ segments: [String]) -> Response? {
        switch segments {
        case ["style.css"]: lasting("text/css; charset=utf-8", PackageResources.style_css)
        case ["script.js"]: lasting("text/javascript; charset=utf-8", script)
        default: nil
        }
    }

    private static func lasting(_ type: StaticString, _ bytes: [UInt8]) -> Response {
        var response = Response(type: type, body: bytes)
        response.isLasting = true
        return response
    }

    private static func mark(_ bytes: [UInt8]) -> String { String(Fingerprint(of: bytes).hex.prefix(10)) }
}

extension HTML {
    /// The script of this site, which runs once the page is there.
    mutating func script(_ address: Address) {
        open("script", [.source(address), .flag("defer")])
        close("script")
    }

    /// The small picture beside the title: a quotation mark. It stands in the page, so that nothing is loaded for it.
    mutating func icon() {
        void(
            "link", .fixed("rel", "icon"),
            .fixed(
                "href",
                "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' fill='%23345'/%3E%3Ctext x='3' y='17' font-size='19' font-family='serif' fill='white'%3E”%3C/text%3E%3C/svg%3E"
            ))
    }
}
