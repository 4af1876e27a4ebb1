import Foundation
import Record

/// What was taken of a page, and what was left out: `dixit gather --explain`.
///
///     page.html
///     title      Board raises the wall
///     published  2024-03-05, as its data says (meta)
///     confined   no_new_privs, Landlock, seccomp, a network of its own
///     + The dyke board of Ostrevant decided …
///     - Read more: Storm closes the road        it points elsewhere or is said by the page
enum ExplainedArticle {
    /// The article's paragraphs behind "+", what was left out behind "-", with the reason; UTF-8, an empty line behind it.
    static func text(of article: Article) -> [UInt8] {
        var lines = [HarmlessText.line(article.path)]
        let by = article.carried.first { $0.name == "published_by" }.flatMap { decoded(String.self, $0.json) }
        let date = article.published.map { date in by.map { "\(date) (\($0))" } ?? date }
        for (name, value) in [
            ("title", article.title), ("outlet", article.outlet), ("author", article.author), ("published", date),
            ("url", article.url),
        ] {
            lines.append(
                "\(name.padding(toLength: 10, withPad: " ", startingAt: 0)) \(value.map(HarmlessText.line) ?? "not told")")
        }
        if let confined = article.carried.first(where: { $0.name == "confined" }).flatMap({ decoded(String.self, $0.json) }) {
            lines.append("confined   \(HarmlessText.line(confined))")
        }
        for paragraph in article.text.split(separator: "\n\n") { lines.append("+ \(HarmlessText.line(String(paragraph)))") }
        let left = article.carried.first { $0.name == "left_out" }.flatMap { decoded([[String]].self, $0.json) } ?? []
        for pair in left where pair.count == 2 {
            lines.append("- \(HarmlessText.line(pair[0]))  [\(HarmlessText.line(pair[1]))]")
        }
        return Array((lines.joined(separator: "\n") + "\n\n").utf8)
    }

    private static func decoded<Value: Decodable>(_ type: Value.Type, _ json: String) -> Value? {
        try? JSONDecoder().decode(type, from: Data(json.utf8))
    }
}
