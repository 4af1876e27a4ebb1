import Neural
import Prose
import Reading
import Record

/// What acts and claims of statements are read off: what the last layer of the network is fitted to (`dixit train`).
package struct MarkLessons: Sendable {
    /// [statements, `width`].
    package let numbers: [Float]
    /// For each statement whether its cue alone decides its act, so that the network is not asked.
    package let isDecided: [Bool]

    package static let width = MeaningNetwork.width
    /// The names of the network's outputs: one act, and any of the claims.
    package static let acts = MeaningNetwork.acts
    package static let claims = MeaningNetwork.claims
    /// The acts among them that a statement can be marked with: the first ones.
    package static let markedActs = Act().card.choices.count
    /// The probability from which on each claim is told.
    package static let leastOfClaims = MeaningNetwork.claims.map { max(Claims.least[$0] ?? 0.5, Claims().card.threshold) }
    /// The arrays of the layer: [width, acts and claims], and their biases.
    package static let (weight, bias) = ("meaning.statement.out.weight", "meaning.statement.out.bias")
}

extension Marker {
    /// The lessons of a text that was read; nil where the model has no network of meaning.
    package func lessons(of read: ReadText) -> MarkLessons? {
        guard let network else { return nil }
        let workspace = reader.workspaces.take()
        defer { reader.workspaces.give(workspace) }
        let article = ReadArticle(Article(id: "", path: "", text: read.worded.text), read.findings)
        let act = Act()
        return MarkLessons(
            numbers: network.inner(ofStatements: MeaningScene(read.worded, read.findings), read.states, workspace),
            isDecided: read.findings.statements.map { act.decided($0, article) != nil })
    }
}
