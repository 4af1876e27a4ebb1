import Ledger
import Record

/// How different articles carried the same words: statements of one speaker that share a run of words.
struct SameWords {
    private var groups: [[StatementEntry]] = []
    /// How many words must be the same, one behind the other.
    private static let run = 5
    private static let shown = 8

    init(_ entries: [StatementEntry]) {
        var leaders: [Int] = Array(entries.indices)
        func leader(_ at: Int) -> Int {
            var at = at
            while leaders[at] != at { at = leaders[at] }
            return at
        }
        var seen: [[Substring]: Int] = [:]
        for (at, entry) in entries.enumerated() {
            let words = entry.contentWords.lowercased().unicodeScalars.split { !$0.isLetterOrDigit }.map(Substring.init)
            guard words.count >= SameWords.run else { continue }
            for start in 0...(words.count - SameWords.run) {
                let run = Array(words[start..<start + SameWords.run])
                if let other = seen[run], entries[other].article.id != entry.article.id {
                    leaders[leader(at)] = leader(other)
                } else if seen[run] == nil {
                    seen[run] = at
                }
            }
        }
        let grouped = Dictionary(grouping: entries.indices, by: leader).values.map { $0.map { entries[$0] } }
        groups = grouped.filter { Set($0.map(\.article.id)).count > 1 }.sorted {
            ($1.count, $0[0].id.article) < ($0.count, $1[0].id.article)
        }
    }

    func write(_ html: inout HTML) {
        guard !groups.isEmpty else { return }
        html.element("h2", text: "The same words, carried differently")
        for group in groups.prefix(SameWords.shown) {
            html.element("ol") { html in
                for entry in group { html.entry(entry, saysWho: false) }
            }
        }
    }
}
