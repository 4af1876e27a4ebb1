/// Where articles are to come from, as a person names it.
public enum Input: Sendable, Hashable {
    /// "-"
    case standardInput
    /// A file or a folder: "news/a.txt", "news"
    case path(String)
    /// An address on the web: "https://velm.example/7"
    case address(String)
    /// A file that somebody has sent, and what it is called there: "news.jsonl"
    case sent(name: String, bytes: [UInt8])

    /// The input that a command-line argument names.
    public init(_ argument: String) {
        self = argument == "-" ? .standardInput : WebAddress.isMeant(by: argument) ? .address(argument) : .path(argument)
    }
}

/// A file to be opened.
struct InputFile {
    /// What opens it; nil for standard input, and for what was sent.
    let path: String?
    /// What was sent, and how it is called.
    var sent: (name: String, bytes: [UInt8])?
    /// Its path without extension, from the folder that was named: what ids are made of.
    let stem: String
    /// What its name says it is; nil for what has no name that says so.
    let form: FileForm?
    /// Its size in bytes; nil where it is a pipe or a device.
    let size: Int?

    /// How notices name it.
    var place: String { sent?.name ?? path ?? "standard input" }
    /// How records name it.
    var recordedPath: String { sent?.name ?? path ?? "-" }
}
