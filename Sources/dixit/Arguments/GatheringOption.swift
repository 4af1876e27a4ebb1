import Gathering
import Reading
import Record
import Wire

/// The options of the commands that gather articles, and what they ask for.
enum GatheringOption {
    static let language = Option(
        "language", nil, .choice(GatheringOptions.Languages.allCases.map(\.rawValue)),
        help: "Articles in other languages are kept and not read; any reads all (en)")

    static let allowPrivate = Option(
        "allow-private", nil, help: "Addresses may lead to this machine and the local network, at any port")

    static let map = Option(
        "map", nil, .text("PART=NAME,…"), help: "What JSON objects and tables call a part: text=body,published=meta.date")

    /// `--text-column`, …: columns of tables, for names that `--map` cannot hold.
    static let columns: [(part: ArticleNames.Part, option: Option)] = ArticleNames.Part.allCases.map { part in
        let word = part == .published ? "date" : part.rawValue
        return (
            part, Option("\(word)-column", nil, .text("NAME"), help: "The column of tables that holds the \(described(part))")
        )
    }

    /// `--outlet`, …: what is told of articles whose input does not say it.
    static let told: [(part: ArticleNames.Part, option: Option)] = [
        (.title, Option("title", nil, .text("TEXT"), help: "The title of articles whose input does not tell it")),
        (.outlet, Option("outlet", nil, .text("NAME"), help: "The outlet of articles whose input does not tell it")),
        (.author, Option("author", nil, .text("NAMES"), help: "The author of articles whose input does not tell it")),
        (
            .published,
            Option("published", nil, .text("DATE"), help: "The date of articles whose input does not tell it: 2024-03-05")
        ),
        (.url, Option("url", nil, .text("ADDRESS"), help: "The address of articles whose input does not tell it")),
    ]

    /// All of them.
    static let all = [language, map] + columns.map(\.option) + told.map(\.option) + [allowPrivate]

    private static func described(_ part: ArticleNames.Part) -> String {
        switch part {
        case .text: "text (text, body, content, …)"
        case .title: "title (title, headline, …)"
        case .outlet: "outlet (outlet, publisher, …)"
        case .author: "author (author, byline, …)"
        case .published: "date (published, date, …)"
        case .url: "address (url, link, …)"
        case .id: "id (id, …)"
        }
    }
}

extension ArticleNames {
    /// What a command line asks for.
    init(_ given: Given, command: String) throws(UsageError) {
        var names: [Part: String] = [:]
        for pair in given.text(GatheringOption.map)?.split(separator: ",") ?? [] {
            let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2, let part = Part(rawValue: sides[0]) else {
                let parts = Part.allCases.map(\.rawValue)
                let meant = sides.first.flatMap { Suggestion.nearest(to: $0, among: parts) }.map { "\($0)=NAME" }
                throw UsageError(
                    ["dixit", command],
                    "--map needs PART=NAME, with one of \(parts.joined(separator: ", ")) as PART, not “\(pair)”",
                    meant: meant)
            }
            names[part] = sides[1]
        }
        for (part, option) in GatheringOption.columns { names[part] = given.text(option) ?? names[part] }
        self.init(names)
    }
}

extension GatheringOptions {
    /// What a command line asks for.
    init(_ given: Given, command: String) throws(UsageError) {
        self.init()
        names = try ArticleNames(given, command: command)
        for (part, option) in GatheringOption.told { told[part] = given.text(option) }
        if let date = told[.published], Day(published: date) == nil {
            throw UsageError(["dixit", command], "--published needs a day such as 2024-03-05, not “\(date)”", meant: nil)
        }
        if let address = told[.url], (try? WebAddress(address)) == nil {
            throw UsageError(
                ["dixit", command], "--url needs an address that begins with https:// or http://, not “\(address)”", meant: nil)
        }
        languages = given.choice(GatheringOption.language) ?? languages
        addresses = AddressOptions(given)
        workers = given.number(ReadOption.jobs) ?? workers
    }
}

extension AddressOptions {
    /// What a command line asks for.
    init(_ given: Given) {
        self.init()
        userAgent = "\(Fetcher.productToken)/\(Reader.programVersion)"
        if given.has(GatheringOption.allowPrivate) { reach = .everything }
    }
}
