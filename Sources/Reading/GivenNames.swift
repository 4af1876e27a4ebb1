/// Given names that are nearly always a woman's or a man's. What a name tells serves agreement, "she" is not Ivan, and is neither kept
/// nor printed.
enum GivenNames {
    /// - Parameter name: in small letters.
    static func isWoman(_ name: String) -> Bool { women.contains(name) }

    /// - Parameter name: in small letters.
    static func isMan(_ name: String) -> Bool { men.contains(name) }

    private static let women = Set(
        """
        abigail agnes aisha alice alicia alison amanda amelia amy ana andrea angela anita ann anna anne annie barbara beatrice bernadette \
        betsy beth betty brenda bridget carol caroline catherine cathy charlotte cheryl christina christine claire clara claudia cynthia \
        danielle deborah debra denise diana diane donna dorothy edith eileen elaine eleanor elena elizabeth ella ellen emily emma erica erin \
        esther eva evelyn fatima fiona florence frances gabriela gloria grace hannah harriet heather heidi helen helena hillary ingrid irene \
        isabel isabella jane janet janice jeanne jennifer jessica jill joan joanna josephine joyce judith judy julia julie \
        karen kate katherine kathleen kathryn kathy katie kellyanne kimberly kristen laura lauren leila lena linda lisa lois loretta \
        lorraine louise lucia lucy lydia madeleine margaret maria marie marilyn marine martha mary maureen megan melania melissa mercedes \
        michelle mildred miriam molly monica nancy naomi natalia natalie nicole nina nora norma olga olivia pamela patricia paula peggy phyllis \
        priscilla rachel rebecca regina renee rita roberta rosa rose ruth sally samantha sandra sara sarah sharon sheila sofia sonia \
        sophia sophie stella stephanie susan suzanne sylvia tamara tanya teresa theresa tina ursula valerie vanessa veronica victoria virginia \
        vivian wendy yvonne zoe
        """.split(separator: " ").map(String.init))

    private static let men = Set(
        """
        aaron abdul abdullah abraham adam adrian ahmed alan albert alejandro alexander alfred ali allan allen alvin amir andre andrew andy \
        anthony antonio arnold arthur barack barry ben benjamin bernard bernie bill billy bob bobby boris brad bradley brandon brian \
        bruce bryan carl carlos charles chris christopher chuck clarence clark colin craig curtis daniel david dean dennis derek \
        dmitri don donald douglas duncan dwight earl eddie edgar edward edwin emmanuel enrique eric ernest eugene fernando francis francois \
        frank franklin fred frederick gary george gerald giovanni glenn gordon graham greg gregory gustav hans harold harry hassan henry \
        herbert howard hugh hussein ian ibrahim isaac ivan jack jacob jacques jake james jared jason jeff jeffrey jeremy jerome jerry jim \
        jimmy joe joel john johnny jonathan jorge jose joseph joshua juan justin karl keith ken kenneth kevin khalid klaus kyle larry \
        lawrence leo leon leonard lewis lionel louis luigi luis luke malcolm marco marcus mario mark martin matt matthew max michael miguel mike \
        mikhail mitch mitt mohamed mohammad mohammed muhammad nathan neil nicholas nicolas nigel noah norman oliver omar oscar osama otto \
        patrick paul pedro peter phil philip pierre rafael ralph randy raymond recep ricardo richard rick robert roberto roger roland roman \
        ron ronald ross roy rudolph rudy russell ryan samuel saul scott sean sebastian sergei seth simon stanley stephen steve steven stuart ted \
        terrence thomas tim timothy todd tom tommy tony trevor vernon victor vincent vladimir walter warren wayne william winston \
        yusuf
        """.split(separator: " ").map(String.init))
}
