import Actors
import Finding
import Foundation
import Ledger
import Library
import Reading
import Record
import SQLite

extension Command {
    /// `dixit find`
    static let find: Command = Command(
        name: "find",
        summary: "Find statements, or articles, that hold words",
        explanation: """
            WORDS may be left out where something else is asked for; else they must all be there. "hostile act" in quotation marks is a phrase (the shell takes one pair: '"hostile act"'); sanction* is \
            every word that begins so; OR, AND, NOT and parentheses join what stands beside them. Case, accents and punctuation do not count, nor does \
            a word's form: email finds emails.

            Statements are searched by their contents, cues and sources, as reviewed: those found wrong are left out, corrected ones are found as \
            corrected, and what copies of an article repeat counts once. The words found are painted, or stand between **asterisks**.

            --like finds what means much the same, in whatever words: the nearest first, each with how near it is, up to 1. TEXT is what it should be like, or the id \
            of a statement, as s12.3; WORDS and filters leave what is looked through. It needs vectors of the statements: dixit add --vectors or \
            dixit reread --layers vectors makes them.

            NAME is an actor's name, or an id such as @7, or an outlet's name; a filter given several times leaves what fits one of its values. DAY is 2021-03-12, 2021-03 or 2021.
            """,
        examples: [
            "dixit find dam water", "dixit find 'sanction* NOT football' --outlet 'Far Bank' --since 2021-03",
            "dixit find '\"hostile act\" OR treaty' --speaker Korvin --sort date",
            "dixit find --in articles --limit 5 resolution",
            "dixit find --like 'who pays for the wall'", "dixit find --like s12.3 --outlet 'Far Bank'",
            "dixit find --outlet 'Far Bank' --form direct --sort date",
        ],
        options: FilterOption.all + [
            FindOption.like, FindOption.place, FindOption.sort, FindOption.limit, ReadOption.format, LedgerOption.ledger,
            ReadOption.model, ReadOption.color, ReadOption.width,
        ],
        operand: Operand(name: "WORDS", count: 0...Int.max, help: "What to look for"),
        run: { given in
            let words = given.operands.joined(separator: " ")
            guard !given.operands.isEmpty || given.has(FindOption.like) || FilterOption.all.contains(where: given.has) else {
                throw UsageError(["dixit", "find"], "there is nothing to look for", meant: nil)
            }
            let query = given.operands.isEmpty ? nil : try SearchQuery(given: words)
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            var search = try StatementQuery(given, ledger, command: "find")
            search.words = query
            search.order = given.choice(FindOption.sort) ?? .relevance
            search.limit = given.number(FindOption.limit) ?? search.limit
            let format = given.choice(ReadOption.format) ?? RecordFormat.text
            let answer = FoundAnswer(format: format, layout: EntryLayout(given), limit: search.limit)
            search.like = try given.text(FindOption.like).map { try likeness($0, given, ledger) }
            search.limit += 1
            switch given.choice(FindOption.place) ?? FindOption.Place.statements {
            case .statements where search.like != nil: return try answer.write(ledger.find(search), ListFormatter.near)
            case .statements: return try answer.write(ledger.find(search), ListFormatter.statements)
            case .articles where search.like != nil:
                throw UsageError(["dixit", "find"], "--like looks through statements, not through articles", meant: nil)
            case .articles: return try answer.write(ledger.findArticles(search), ListFormatter.articles)
            }
        })

    /// What statements are to be like, which is told where some have no vector yet.
    private static func likeness(_ text: String, _ given: Given, _ ledger: Ledger) throws -> Likeness {
        guard given.number(FindOption.limit) ?? 0 < Likeness.limit else {
            throw UsageError(["dixit", "find"], "--like finds the nearest \(Likeness.limit - 1) at most", meant: nil)
        }
        let (missing, all) = try ledger.countUnvectored(Likeness.kind)
        guard missing < all else {
            throw CommandError(description: "no statement here has a vector yet; dixit reread --layers vectors makes them")
        }
        if missing > 0 {
            let message =
                "dixit find: \(missing) of \(all) articles have no vectors yet and are left out; dixit reread --layers vectors makes them\n"
            FileHandle.standardError.write(Data(message.utf8))
        }
        return try Likeness(to: text, in: ledger) {
            try SentenceEncoder(modelAt: ModelLocation.find(named: given.text(ReadOption.model)))
        }
    }
}

/// The options that `dixit find` alone has.
private enum FindOption {
    /// What is looked through.
    enum Place: String, CaseIterable {
        case statements, articles
    }

    static let like = Option("like", nil, .text("TEXT|ID"), help: "What means much the same as this, the nearest first")
    static let place = Option("in", nil, .choice(Place.allCases.map(\.rawValue)), help: "What to look through (statements)")
    static let sort = Option(
        "sort", "s", .choice(StatementQuery.Order.allCases.map(\.rawValue)),
        help: "What comes first: the best, the latest, or what was added last (relevance)")
    static let limit = Option("limit", "n", .number("N", 1...1_000_000), help: "How many at most (20)")
}

extension SearchQuery {
    /// The query of a command line.
    fileprivate init(given words: String) throws {
        do { try self.init(words) } catch { throw UsageError(description: "dixit find: \(error.description)") }
    }
}
