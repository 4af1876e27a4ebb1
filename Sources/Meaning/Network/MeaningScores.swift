/// What the network of meaning sees in an article, in probabilities, 0 to 1; `statement` and the like are places in the article's list of
/// statements.
struct MeaningScores: Sendable {
    struct Statement: Sendable {
        /// Of each of `MeaningNetwork.acts`; one in all.
        let acts: [Double]
        /// Of each of `MeaningNetwork.claims`, for itself.
        let claims: [Double]
    }

    struct Party: Sendable {
        let statement: Int
        /// The entity's id.
        let entity: Int?
        /// Where it is mentioned.
        let words: Range<Int>
        let isAbout: Double
        let isAddressed: Double
        /// Of each of `MeaningNetwork.tones`; one in all.
        let tones: [Double]
    }

    struct Sentence: Sendable {
        let words: Range<Int>
        /// Whether it says more than reported facts.
        let isOwn: Double
        /// Of each of `MeaningNetwork.claims`, for itself.
        let claims: [Double]
    }

    struct Link: Sendable {
        let a: Int
        let b: Int
        /// Of each of `MeaningNetwork.relations`, for itself.
        let relations: [Double]
    }

    let statements: [Statement]
    let parties: [Party]
    let sentences: [Sentence]
    let links: [Link]
}
