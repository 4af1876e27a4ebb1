/// What a model is: what `dixit model show` prints and every record names.
public struct ModelCard: Codable, Sendable, Equatable {
    /// The model's name, such as "reader-1".
    public var name: String
    /// The day it was trained, as year-month-day.
    public var trained: String
    /// The encoder it starts from, with version and licence.
    public var base: String
    /// What it was trained on, with licences, one source a line.
    public var data: [String]
    /// What it reaches, one measure a line, each with the command that prints it.
    public var figures: [String]
    /// What it cannot do or was not tried on, one a line.
    public var limits: [String]
    /// The licence of what training made.
    public var licence: String
    /// Statements below this confidence are left out: where statement F1 on the dev split is best.
    public var threshold: Double
    /// The same for statements inside the contents of others.
    public var nestedThreshold: Double
    /// What turns the reader's scores into a calibrated confidence: the weights of a logistic function of its features, bias first.
    public var calibration: [Double]
    /// The same for statements inside the contents of others; nil in a model older than reader-5, for which `calibration` serves.
    public var nestedCalibration: [Double]?
    /// What people's reviews made of it; nil in a model that was made without.
    public var reviews: Reviews?

    /// The card of the model that reviews were fitted to; of one without, the card itself.
    public var beforeReviews: ModelCard {
        guard let reviews else { return self }
        var card = self
        card.reviews = nil
        card.name = reviews.name
        (card.threshold, card.nestedThreshold) = (reviews.threshold, reviews.nestedThreshold)
        (card.calibration, card.nestedCalibration) = (reviews.calibration, reviews.nestedCalibration)
        return card
    }

    /// A model that was fitted to what people judged in a ledger (`dixit train`): what it was made of, and what it was before, so that the next fit begins
    /// there and no judgement counts twice.
    public struct Reviews: Codable, Sendable, Equatable {
        /// The model that it began with, as records name it: "reader-8-1c2d3e4f".
        public var model: String
        /// That model's name on its card.
        public var name: String
        /// The day of the latest judgement, as year-month-day.
        public var until: String
        /// How many statements had been judged.
        public var statements: Int
        /// In how many articles.
        public var articles: Int
        /// Who had judged, in order of their names.
        public var reviewers: [String]
        /// What the fit reached, a part of the model a line.
        public var figures: [String]
        /// What `threshold` of the model was that it began with.
        public var threshold: Double
        /// The same of `nestedThreshold`.
        public var nestedThreshold: Double
        /// The same of `calibration`.
        public var calibration: [Double]
        /// The same of `nestedCalibration`.
        public var nestedCalibration: [Double]?

        /// What reviews made of a model, `card` being the one that it began with.
        public init(
            of model: String, _ card: ModelCard, until: String, statements: Int, articles: Int, reviewers: [String],
            figures: [String]
        ) {
            (self.model, name, self.until, self.statements, self.articles) = (model, card.name, until, statements, articles)
            (self.reviewers, self.figures) = (reviewers, figures)
            (threshold, nestedThreshold) = (card.threshold, card.nestedThreshold)
            (calibration, nestedCalibration) = (card.calibration, card.nestedCalibration)
        }
    }
}
