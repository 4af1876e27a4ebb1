/// What a layer found between two statements of one article: that one opposes the other, or backs it.
public struct Link: Sendable, Hashable {
    /// The statement that the relation starts from, by its id.
    public let a: Int
    /// The statement that it leads to.
    public let b: Int
    /// The name of its layer.
    public let layer: String
    /// One of the choices on the layer's card: "opposes".
    public let value: String
    /// How likely it is right, 0 to 1, given that both statements are.
    public let confidence: Double
    /// Who says so.
    public let by: Mark.Author

    /// A link of its parts; nil from a statement to itself. A confidence outside 0 to 1 is taken for the nearer end.
    public init?(_ a: Int, _ b: Int, layer: String, value: String, confidence: Double, by author: Mark.Author) {
        guard a != b else { return nil }
        self.a = a
        self.b = b
        self.layer = layer
        self.value = value
        self.confidence = confidence.asShare
        by = author
    }
}
