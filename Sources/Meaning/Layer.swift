import Record

/// One thing that a reader wants to know of statements beyond who said what. A layer is one file: what its card says, and how it finds it.
///
/// A layer leaves marks beside statements and never changes them; it says nothing where it finds nothing.
public protocol Layer: Sendable {
    /// What it says of itself.
    var card: LayerCard { get }

    /// Whether its marks hang on the day of the article, so that they are others when that is corrected. Such a layer needs no network.
    var hangsOnDay: Bool { get }

    /// The marks that it leaves in an article, in order of statements. The same article always gets the same marks.
    func marks(of article: ReadArticle) -> [Mark]

    /// The links that it leaves between an article's statements; the same article always gets the same.
    func links(of article: ReadArticle) -> [Link]
}

extension Layer {
    /// Few do.
    public var hangsOnDay: Bool { false }

    /// Most layers leave none.
    public func links(of article: ReadArticle) -> [Link] { [] }

    /// A mark of a statement, by this layer.
    func mark(
        _ statement: Statement, _ choice: String, confidence: Double, evidence: [Extract] = []
    ) -> Mark {
        Mark(
            of: .statement(statement.id), layer: card.name, value: .choice(choice), confidence: confidence, evidence: evidence,
            by: .layer(version: card.version), isOneOfSeveral: card.holdsSeveral)
    }
}
