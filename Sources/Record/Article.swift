/// One text as published, with what is known of where it comes from.
public struct Article: Sendable, Hashable {
    /// What names it in the output: given by its source, else made from its place.
    public var id: String
    /// The file it was read from, as the user named it, or "-" for standard input.
    public var path: String
    /// Its headline.
    public var title: String?
    /// Who published it.
    public var outlet: String?
    /// Who wrote it.
    public var author: String?
    /// The day or moment of publication, as given.
    public var published: String?
    /// Its address.
    public var url: String?
    /// The text that every span counts in.
    public var text: String
    /// Further members of the JSON object it came from, untouched, in their order: name and JSON source of the value.
    public var carried: [Carried]

    /// A member that Dixit does not know and passes on as it was.
    public struct Carried: Sendable, Hashable {
        /// The member's name, unescaped.
        public let name: String
        /// The JSON text of its value, as it stood in the input.
        public let json: String

        /// A member with its value's JSON text.
        public init(name: String, json: String) {
            self.name = name
            self.json = json
        }
    }

    /// An article; only `id`, `path` and `text` are always known.
    public init(
        id: String, path: String, title: String? = nil, outlet: String? = nil, author: String? = nil, published: String? = nil,
        url: String? = nil, text: String, carried: [Carried] = []
    ) {
        self.id = id
        self.path = path
        self.title = title
        self.outlet = outlet
        self.author = author
        self.published = published
        self.url = url
        self.text = text
        self.carried = carried
    }
}

/// What the reader found in an article.
public struct Findings: Sendable, Hashable {
    /// In order of their first word.
    public var statements: [Statement]
    /// The entities that statements and mentions refer to.
    public var entities: [Entity]
    /// What layers of meaning found of statements and of the article, a layer's marks in order of reading.
    public var marks: [Mark]
    /// What they found between two statements.
    public var links: [Link]

    /// Findings; none of what is left out.
    public init(statements: [Statement] = [], entities: [Entity] = [], marks: [Mark] = [], links: [Link] = []) {
        self.statements = statements
        self.entities = entities
        self.marks = marks
        self.links = links
    }
}

/// Which program and model made a record, so that a record can be made again.
public struct ReaderVersion: Sendable, Hashable {
    /// The program's version, as `dixit --version` prints it.
    public let version: String
    /// The model's name and the start of its checksum.
    public let model: String

    /// The two names that stand in every record.
    public init(version: String, model: String) {
        self.version = version
        self.model = model
    }
}
