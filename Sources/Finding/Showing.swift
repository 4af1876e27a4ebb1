import Actors
import Ledger
import Record
import SQLite
import Wire

/// Where an article comes from, and what became of it.
public struct Provenance: Sendable, Hashable {
    /// The SHA-256 of the bytes that were given.
    public let fingerprint: Fingerprint
    /// When it was added: seconds since 1970-01-01, UTC.
    public let added: Int
    /// The program and model that have read it.
    public let reader: ReaderVersion
    /// How alike it is to the article that it is a copy of, in thousandths of Jaccard's measure.
    public let likeness: Int?
    /// The articles that are copies of it.
    public let copies: [ArticleEntry]
    /// How it came out of an export, with what had been judged of it: the earliest time first, since it may have done so several times.
    public let restorations: [Restored]

    /// A file that told what is in the ledger of an article: its statements, who judged them, and when.
    public struct Restored: Sendable, Hashable {
        /// When it was taken up: seconds since 1970-01-01, UTC.
        public let at: Int
        /// By whom.
        public let who: String
        /// The file, as it was named.
        public let file: String
    }
}

/// An article with its statements and where it comes from.
public struct ShownArticle: Sendable {
    /// The article, as reviewed.
    public let loaded: LoadedArticle
    /// Where it comes from.
    public let provenance: Provenance
    /// What people did to its statements.
    public let reviews: [ReviewAct]
    /// The layers whose marks it may have.
    public let cards: [LayerCard]
}

/// A statement with what stands around it.
public struct ShownStatement: Sendable, Hashable {
    /// The statement.
    public let entry: StatementEntry
    /// The paragraphs that it stands in.
    public let context: Extract
    /// What the machine had found, where a person has changed it.
    public let machine: Statement?
    /// The statements inside its content.
    public let children: [StatementID]
    /// The statements of copies that repeat it.
    public let repetitions: [StatementID]
    /// The statement that it repeats itself, in the article of which its own is a copy.
    public let repeats: StatementID?
    /// Where its article comes from.
    public let provenance: Provenance
    /// What people did to it.
    public let reviews: [ReviewAct]
    /// The layers whose marks it may have.
    public let cards: [LayerCard]
    /// What the article's entities are called there, by their ids; empty where no mark names any.
    public let names: [Int: String]
}

/// An actor with what is known of it.
public struct ShownActor: Sendable, Hashable {
    /// The actor.
    public let actor: ActorEntry
    /// Its further names.
    public let names: [String]
    /// Those of them by which it is probably called, no more: a surname alone in an article that tells nothing else.
    public let probableNames: [String]
    /// What it is or belongs to.
    public let roles: [Role]
    /// Its ids elsewhere: "wikidata", "Q42".
    public let externals: [ExternalID]
    /// What a list of somebody's own tells of it: the values of each column.
    public let attributes: [String: [String]]
    /// How many statements it makes, and how many of others mention it.
    public let choice: ActorChoice
    /// How many more statements stand inside what others say, who say that they are its.
    public let told: Int
    /// Who mentions it, those who do most first; at most `mentionersShown`.
    public let mentioners: [CountedActor]

    /// How many `mentioners` are given.
    public static let mentionersShown = 12

    /// A role, or a group that it belongs to.
    public struct Role: Sendable, Hashable {
        /// Whether it is a group.
        public let isGroup: Bool
        /// "foreign minister".
        public let name: String
        /// Since when.
        public let first: Day?
        /// Until when.
        public let last: Day?
    }
}

extension Ledger {
    /// An article with its statements and where it comes from.
    ///
    /// - Throws: `QuestionError`, where there is none.
    public func show(article: Int) throws -> ShownArticle {
        try connection.snapshot {
            ShownArticle(
                loaded: try load(article: article), provenance: try provenance(article), reviews: try reviews(of: article),
                cards: try cards())
        }
    }

    /// A statement with what stands around it, also one that was found wrong.
    ///
    /// - Throws: `QuestionError`, where there is none.
    public func show(_ id: StatementID) throws -> ShownStatement {
        try connection.snapshot {
            var loader = EntryLoader(self)
            let found = try connection.row(
                "SELECT id, repeats FROM statement WHERE article = ? AND number = ?", id.article, id.number
            ) {
                ($0.int(0), $0.optionalInt(1))
            }
            guard let (row, repeats) = found, let entry = try loader.statement(row: row) else {
                throw try noStatement(id)
            }
            let context = try loader.slices(id.article).paragraphs(around: entry.statement)
            let original = try repeats.flatMap { try ids("SELECT article, number FROM statement WHERE id = \($0)").first }
            return ShownStatement(
                entry: entry, context: context, machine: try loader.machineRecord(row: row, of: id),
                children: try ids(
                    """
                    SELECT article, number FROM statement WHERE article = \(id.article) AND parent = \(id.number) AND state <> 2
                    ORDER BY number
                    """),
                repetitions: try ids("SELECT article, number FROM statement WHERE repeats = \(row) ORDER BY article, number"),
                repeats: original, provenance: try provenance(id.article),
                reviews: try reviews(of: id.article, statement: id.number), cards: try cards(),
                names: try entry.marks.contains { [.party, .record].contains($0.value.kind) } ? loader.names(id.article) : [:])
        }
    }

    /// An actor with what is known of it.
    ///
    /// - Throws: `QuestionError`, where there is none.
    public func show(actor reference: String) throws -> ShownActor {
        try connection.snapshot {
            let actor = try actor(reference, for: .any)
            let roles = try connection.rows(
                "SELECT sort, name, first_day, last_day FROM actor_role WHERE actor = ? ORDER BY first_day, id", actor.id
            ) {
                ShownActor.Role(
                    isGroup: $0.text(0) == "group", name: $0.text(1), first: $0.optionalInt(2).map { Day(number: $0) },
                    last: $0.optionalInt(3).map { Day(number: $0) })
            }
            let externals = try connection.rows("SELECT scheme, value FROM actor_external WHERE actor = ?", actor.id) {
                ExternalID(scheme: $0.text(0), value: $0.text(1))
            }.filter(\.isOfCollection)
            let (heard, mentions) = (try heard(actor), try mentions(of: actor.id))
            let mentioners = try mentions.by.prefix(ShownActor.mentionersShown).compactMap { id, count in
                try self.actor(id: id).map { CountedActor(actor: $0, count: count) }
            }
            return ShownActor(
                actor: actor, names: try names(of: actor), probableNames: try probableNames(of: actor), roles: roles,
                externals: externals, attributes: try attributes(of: [actor.id])[actor.id] ?? [:],
                choice: ActorChoice(actor: actor, statements: heard.own, mentions: mentions.all), told: heard.told,
                mentioners: mentioners)
        }
    }

    private func ids(_ sql: SQL) throws -> [StatementID] {
        try connection.rows(sql) { StatementID(article: $0.int(0), number: $0.int(1)) }
    }

    private func provenance(_ article: Int) throws -> Provenance {
        let found = try connection.row(
            """
            SELECT sha256, added, reader.version, reader.model, likeness FROM article JOIN reader ON reader.id = article.reader
            WHERE article.id = ?
            """, article
        ) { (Fingerprint(kept: $0.blob(0)), $0.int(1), ReaderVersion(version: $0.text(2), model: $0.text(3)), $0.optionalInt(4)) }
        guard let found, let fingerprint = found.0 else { throw try noArticle(article) }
        var loader = EntryLoader(self)
        let copies = try connection.numbers("SELECT id FROM article WHERE copy_of = \(article) ORDER BY id").compactMap {
            try loader.article($0)
        }
        let restorations = try connection.rows(
            "SELECT at, who, detail FROM act WHERE article = \(article) AND verb = 'restore' ORDER BY id"
        ) { Provenance.Restored(at: $0.int(0), who: $0.text(1), detail: $0.text(2)) }
        return Provenance(
            fingerprint: fingerprint, added: found.1, reader: found.2, likeness: found.3, copies: copies,
            restorations: restorations)
    }
}

extension Provenance.Restored {
    /// - Parameter detail: what the log holds, JSON.
    fileprivate init(at: Int, who: String, detail: String) {
        var json = JSONReader(Array(detail.utf8))
        var file = ""
        try? json.object { name, json in if name == "from" { file = try json.string() } else { try json.skip() } }
        self.init(at: at, who: who, file: file)
    }
}

extension Slices {
    /// How far a paragraph is shown on each side of a statement, in code points.
    private static let around = 600

    /// The paragraphs that hold a statement, cut where they are long.
    func paragraphs(around statement: Statement) -> Extract {
        let spans = (statement.source + statement.cue + statement.content).map(\.span)
        let (first, last) = (spans.map(\.start).min() ?? 0, min(spans.map(\.end).max() ?? 0, count))
        let before = Span(max(0, first - Slices.around), first)
        let behind = Span(last, min(count, last + Slices.around))
        let (head, tail) = (Array((text(before) ?? "").unicodeScalars), Array((text(behind) ?? "").unicodeScalars))
        let start = head.lastIndex(of: "\n").map { before.start + $0 + 1 } ?? before.start
        let end = tail.firstIndex(of: "\n").map { behind.start + $0 } ?? behind.end
        return Extract(span: Span(start, end), text: text(Span(start, end)) ?? "")
    }
}
