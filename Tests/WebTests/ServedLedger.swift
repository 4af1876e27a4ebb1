import Actors
import Finding
import Foundation
import Ledger
import Record
import Reviews
import TestSupport

@testable import Web

/// A ledger in a folder of its own and a server that shows it, until the test is done.
final class ServedLedger: Sendable {
    private let temporary: TemporaryFolder
    var folder: String { temporary.path }
    let server: WebServer
    /// The session of a browser that has opened the printed address.
    private let cookie: String
    var path: String { folder + "/news.sqlite" }
    var port: Int { server.port }

    /// - Parameter change: changes how it is served.
    init(_ entries: [PreparedArticle] = [Harbour.entry()], _ change: (inout Serving) -> Void = { _ in }) throws {
        temporary = try TemporaryFolder()
        let path = temporary.path("news.sqlite")
        try Ledger(at: path, for: .adding).add(entries)
        var serving = Serving(ledger: path)
        serving.user = "mara"
        change(&serving)
        server = try WebServer(serving)
        cookie = try ServedLedger.session(of: server)
    }

    deinit { server.stop() }

    /// Opens the printed address as a browser would; the cookie that it is given.
    static func session(of server: WebServer) throws -> String {
        let entered = try RawClient(server.port).get("/?" + (server.address.split(separator: "?").last ?? ""))
        let cookie = entered.headers["set-cookie"]?.split(separator: ";").first
        return cookie.map { "Cookie: \($0)" } ?? ""
    }

    /// Asks for a page as a browser would.
    func get(_ target: String, _ headers: [String] = []) throws -> Answer {
        try RawClient(port).get(target, headers.isVisitor ? headers : headers + [cookie])
    }

    /// Sends a form as a page of this server would.
    func post(_ target: String, _ fields: [String: String], _ headers: [String] = []) throws -> Answer {
        let token = try formToken()
        return try RawClient(port).post(
            target, fields.merging(["form": token]) { given, _ in given }, headers.isVisitor ? headers : headers + [cookie])
    }

    /// What every form of this server holds.
    func formToken() throws -> String {
        let page = try get("/add").body
        guard let match = page.firstMatch(of: /name="form" value="([a-z2-7]+)"/) else { throw RawClient.Failure(what: "no form") }
        return String(match.output.1)
    }
}

extension [String] {
    /// Whether these headers say who asks.
    fileprivate var isVisitor: Bool { contains { $0.hasPrefix("Cookie:") || $0.hasPrefix("Authorization:") } }
}

/// An article about places that do not exist.
enum Harbour {
    static let text = """
        The harbour stays shut

        “The harbour stays shut until they sign,” said Mara Lind. “Not one ship,” she added.

        Thora Holm denied that officials in Norrvik had promised to sign before the winter. It was feared that grain would run out.
        """

    static func entry(
        id: String = "harbour", text: String = text, title: String? = "The harbour stays shut",
        outlet: String? = "The Harbour Post",
        author: String? = nil, published: String? = "2031-05-04", url: String? = nil,
        names: [String] = ["Mara Lind", "Thora Holm"], quotes: (String, String) = ("“", "”")
    ) -> PreparedArticle {
        let statements = [
            statement(
                0, .direct, [names[0]], "said", quotes.0 + "The harbour stays shut until they sign," + quotes.1, 0, in: text),
            statement(1, .direct, ["she"], "added", quotes.0 + "Not one ship," + quotes.1, 0, confidence: 0.41, in: text),
            statement(
                2, .indirect, [names[1]], "denied", "that officials in Norrvik had promised to sign before the winter", 1,
                in: text),
            statement(
                3, parent: 2, .indirect, ["officials in Norrvik"], "had promised", "to sign before the winter", nil, in: text),
            statement(4, .indirect, [], "feared", "that grain would run out", nil, confidence: 0.6, in: text),
        ]
        let entities = names.enumerated().map { number, name in
            Entity(id: number, name: name, kind: .person, mentions: extract(name, in: text).map { [Mention($0, .name)] } ?? [])
        }
        let article = Article(
            id: id, path: id + ".txt", title: title, outlet: outlet, author: author, published: published, url: url, text: text)
        return PreparedArticle(
            article: article, given: Array(text.utf8),
            findings: Findings(statements: statements.compactMap { $0 }, entities: entities),
            reader: ReaderVersion(version: "1", model: "first"))
    }

    private static func statement(
        _ id: Int, parent: Int? = nil, _ form: Form, _ source: [String], _ cue: String, _ content: String, _ speaker: Int?,
        confidence: Double = 0.9, in text: String
    ) -> Statement? {
        guard let content = extract(content, in: text) else { return nil }
        return Statement(
            id: id, parent: parent, form: form, source: source.compactMap { extract($0, in: text) },
            cue: extract(cue, in: text).map { [$0] } ?? [], content: [content], speaker: speaker, confidence: confidence,
            speakerConfidence: speaker.map { _ in 0.8 })
    }

    static func extract(_ words: String, in text: String) -> Extract? {
        let (all, part) = (Array(text.unicodeScalars), Array(words.unicodeScalars))
        guard part.count <= all.count else { return nil }
        let start = (0...(all.count - part.count)).first { all[$0..<$0 + part.count].elementsEqual(part) }
        return start.map { Extract(span: Span($0, $0 + part.count), text: words) }
    }
}
