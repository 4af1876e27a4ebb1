import Gathering

/// The options of the commands that gather articles, and what they ask for.
enum GatheringOption {
    static let language = Option(
        "language", nil, .choice(GatheringOptions.Languages.allCases.map(\.rawValue)),
        help: "Articles in other languages are kept and not read; any reads all (en)")

    /// All of them.
    static let all = [language]
}

extension GatheringOptions {
    /// What a command line asks for.
    init(_ given: Given) {
        self.init()
        languages = given.choice(GatheringOption.language) ?? languages
        workers = given.number(ReadOption.jobs) ?? workers
    }
}
