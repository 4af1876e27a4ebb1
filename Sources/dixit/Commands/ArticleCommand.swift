import Ledger
import Mending
import Record

extension Command {
    /// `dixit article`
    static let article: Command = Command(
        name: "article",
        summary: "Mend what is known of articles: remove, bring back, correct, undo",
        explanation: """
            Whatever a person does is written down with who and when, and can be undone by the number of the act. The text of an article is never \
            changed. A removed article is on no list and in no count; it is kept, and dixit article restore brings it back as it was, until \
            dixit compact forgets it.
            """,
        subcommands: [articleRemove, articleRestore, articleCorrect, articleList, articleLog, articleUndo])

    private static let articleRemove: Command = Command(
        name: "remove",
        summary: "Remove articles: nothing lists, counts or finds them any more",
        explanation: """
            All that was found in them and judged is kept, and dixit article restore brings it back. Their numbers are given to no others, and the same \
            files are not added again. A copy of a removed article stands by itself.
            """,
        examples: ["dixit article remove 3", "dixit article remove 3 4 --by mara"],
        options: [LedgerOption.ledger, LedgerOption.by],
        operand: Operand(
            name: "ARTICLE", count: 1...Int.max, help: "Numbers of articles, as dixit find and dixit show print them"),
        run: { given in
            let articles = try given.operands.map { try articleNumber($0, "remove") }
            return try act(given) { ledger, who in
                for article in articles { try ledger.remove(article: article, by: who) }
                return "\(named(articles)) removed (to bring \(articles.count == 1 ? "it" : "them") back: dixit article restore "
                    + "\(articles.map(String.init).joined(separator: " ")))"
            }
        })

    private static let articleRestore: Command = Command(
        name: "restore",
        summary: "Bring articles back that were removed, as they were",
        examples: ["dixit article restore 3"],
        options: [LedgerOption.ledger, LedgerOption.by],
        operand: Operand(
            name: "ARTICLE", count: 1...Int.max, help: "Numbers of articles; dixit article list tells those that were removed"),
        run: { given in
            let articles = try given.operands.map { try articleNumber($0, "restore") }
            return try act(given) { ledger, who in
                for article in articles { try ledger.bringBack(article: article, by: who) }
                return "\(named(articles)) back"
            }
        })

    private static let articleCorrect: Command = Command(
        name: "correct",
        summary: "Correct an article’s title, date, outlet, author or address",
        explanation: """
            What is corrected is marked as corrected by a person, with what was there before. “none” takes a value away. A corrected date counts \
            from then on wherever days are asked for, and the days on which things were said are found anew from it.
            """,
        examples: [
            "dixit article correct 2 --date 2021-03-12",
            "dixit article correct 2 --title Gates --outlet Beacon --author none",
        ],
        options: [
            ArticleOption.title, ArticleOption.date, ArticleOption.outlet, ArticleOption.author, ArticleOption.url,
            LedgerOption.ledger,
            LedgerOption.by,
        ],
        operand: Operand(name: "ARTICLE", count: 1...1, help: "The article’s number"),
        run: { given in
            let article = try articleNumber(given.operands[0], "correct")
            var values = FieldValues()
            for (field, option) in ArticleOption.fields {
                if let text = given.text(option) { values[field] = text == "none" ? nil : text }
            }
            if values.fields.isEmpty {
                throw UsageError(
                    ["dixit", "article", "correct"],
                    "nothing is to be corrected; give --title, --date, --outlet, --author or --url", meant: nil)
            }
            return try act(given) { ledger, who in
                let corrected = try ledger.correct(article: article, values, by: who)
                return "article \(article): \(corrected.words)" + undoing(corrected.act, "article")
                    + (try beside(corrected, ledger))
            }
        })

    private static let articleList: Command = Command(
        name: "list",
        summary: "List the articles that were removed, the latest first",
        examples: ["dixit article list"],
        options: [ActorOption.limit, LedgerOption.ledger],
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let removed = try ledger.removedArticles(limit: given.number(ActorOption.limit) ?? 20)
            return try list(removed.map(\.line), orTell: "dixit article list: no article was removed")
        })

    private static let articleLog: Command = Command(
        name: "log",
        summary: "List what people did to articles, the latest first",
        examples: ["dixit article log", "dixit article log 2"],
        options: [ActorOption.limit, LedgerOption.ledger],
        operand: Operand(name: "ARTICLE", count: 0...1, help: "Only what was done to this one"),
        run: { given in
            let ledger = try Ledger(at: LedgerLocation.find(named: given.text(LedgerOption.ledger)), for: .reading)
            let article = try given.operands.first.map { try articleNumber($0, "log") }
            let acts = try ledger.articleActs(upon: article, limit: given.number(ActorOption.limit) ?? 20)
            return try list(acts.map(\.line), orTell: "dixit article log: nobody has removed or corrected anything yet")
        })

    private static let articleUndo = undo("article", summary: "Undo a correction or a removal") {
        try $0.undoArticleAct($1, by: $2).clause
    }

    /// Where a correction has made an outlet that another one is called like: "; outlet 7 is new beside 2 “Far Bank”: …".
    private static func beside(_ corrected: CorrectedArticle, _ ledger: Ledger) throws -> String {
        guard let new = corrected.newOutlet, let like = corrected.likeNewOutlet else { return "" }
        return
            "; outlet \(new) is new beside outlet \(like) “\(try ledger.outletName(like))”: dixit outlet merge \(like) \(new) makes them one"
    }

    /// "article 3 is", "articles 3, 4 are"
    private static func named(_ articles: [Int]) -> String {
        articles.count == 1 ? "article \(articles[0]) is" : "articles \(articles.map(String.init).joined(separator: ", ")) are"
    }

    /// - Parameter command: the one below `dixit article` that it was given to.
    private static func articleNumber(_ word: String, _ command: String) throws -> Int {
        guard case .article(let number)? = LedgerID(word) else {
            throw UsageError(["dixit", "article", command], "“\(word)” is no number of an article, such as 12", meant: nil)
        }
        return number
    }
}

/// The options of `dixit article` alone.
private enum ArticleOption {
    static let title = Option("title", nil, .text("TITLE"), help: "Its headline, or none")
    static let date = Option("date", nil, .text("DAY"), help: "When it was published: 2021-03-12, or none")
    static let outlet = Option("outlet", nil, .text("NAME"), help: "Who published it, or none")
    static let author = Option("author", nil, .text("NAME"), help: "Who wrote it, or none")
    static let url = Option("url", nil, .text("ADDRESS"), help: "Its address, or none")

    static let fields: [(ArticleField, Option)] = [
        (.title, title), (.published, date), (.outlet, outlet), (.author, author), (.url, url),
    ]
}

extension RemovedEntry {
    /// "3 · Ferry late · Far Bank · 2021-03-14 · removed 2026-11-25 09:09 UTC by mara (act 5)"
    fileprivate var line: String {
        let what = isForgotten ? ["its text is forgotten"] : [title, outlet, published].compactMap { $0 }
        return HarmlessText.line(
            (["\(article)"] + what + ["removed \(Moment(at).text) by \(who) (act \(act))"]).joined(separator: " · "))
    }
}

extension ArticleAct {
    /// "act 5 · 2026-11-25 09:09 UTC · mara · correct article 2 date “2021-03-11” → “2021-03-12” · undone by act 6"
    fileprivate var line: String {
        Command.line(ofAct: id, at: at, by: who, [verb, "article \(article)", words], undoes: undoes, undoneBy: undoneBy)
    }
}
