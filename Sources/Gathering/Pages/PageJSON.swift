import Foundation

/// The lines that the page worker is written to and answers in.
enum PageJSON {
    /// A value as a line of JSON, with its line feed.
    static func line(_ value: some Encodable) -> [UInt8] {
        // Strings, numbers and their optionals always encode.
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array((try? encoder.encode(value)) ?? Data()) + [0x0A]
    }

    /// The answer of a line; nil where the line is none.
    static func answer(_ line: [UInt8]) -> Result<PageAnswer, PageAnswer.Refusal>? {
        struct Answer: Decodable {
            let article: PageAnswer.Page?
            let feed: PageAnswer.Feed?
            let articles: [PageAnswer.Page]?
            let passed: [PageAnswer.Remark]?
            let tables: [PageAnswer.Table]?
            let references: [PageAnswer.Reference]?
            let refused: PageAnswer.Refusal?
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(line)) else { return nil }
        if let article = answer.article { return .success(.page(article)) }
        if let feed = answer.feed { return .success(.feed(feed)) }
        if let articles = answer.articles { return .success(.collection(.init(articles: articles, passed: answer.passed ?? []))) }
        if let tables = answer.tables { return .success(.tables(tables)) }
        if let references = answer.references { return .success(.references(references)) }
        return answer.refused.map { .failure($0) }
    }

    /// A string as JSON.
    static func quoted(_ text: String) -> String {
        (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}
