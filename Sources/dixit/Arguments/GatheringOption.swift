import Gathering
import Reading

/// The options of the commands that gather articles, and what they ask for.
enum GatheringOption {
    static let language = Option(
        "language", nil, .choice(GatheringOptions.Languages.allCases.map(\.rawValue)),
        help: "Articles in other languages are kept and not read; any reads all (en)")

    static let allowPrivate = Option(
        "allow-private", nil, help: "Addresses may lead to this machine and the local network, at any port")

    /// All of them.
    static let all = [language, allowPrivate]
}

extension GatheringOptions {
    /// What a command line asks for.
    init(_ given: Given) {
        self.init()
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
