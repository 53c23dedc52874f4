//! What templates can call: filters, tests and functions, those of the engine and our own.

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callable {
    Filter,
    Test,
    Function,
}

/// Something that templates can call.
#[derive(Debug)]
pub struct Listed {
    pub name: &'static str,
    /// How it is called, with what it is given: `truncate(length=80, end="…")`.
    pub call: &'static str,
    /// What it does, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
}

impl Callable {
    /// Returns all of the kind.
    #[must_use]
    pub fn all(self) -> &'static [Listed] {
        match self {
            Self::Filter => FILTERS,
            Self::Test => TESTS,
            Self::Function => FUNCTIONS,
        }
    }
}

/// Lists what can be called: `name "its call", "in Chinese" | "in English";`.
macro_rules! listed {
    ($($name:ident $call:literal, $zh:literal | $en:literal;)*) => {
        &[$(Listed { name: stringify!($name), call: $call, zh: $zh, en: $en }),*]
    };
}

/// `{{ value | filter }}`.
static FILTERS: &[Listed] = listed! {
    abs "abs", "绝对值" | "the number without its sign";
    capitalize "capitalize", "首字母大写，其余小写" | "the first letter in upper case, the rest in lower";
    default "default(value=\"-\")", "没有定义时换成 value；加 boolean=true，空的、none 也换" | "`value` for what is undefined; with boolean=true for what is empty or none too";
    escape "escape", "转义 HTML，已是 HTML 的不动" | "HTML escaped, unless it is HTML already";
    escape_html "escape_html", "转义 HTML" | "HTML escaped";
    escape_xml "escape_xml", "转义 XML" | "XML escaped";
    fill "fill(n=3)", "把文字里的 {n} 换成值" | "the text with values in the place of `{n}`";
    first "first", "列表的第一项" | "the first of an array";
    float "float", "换成小数" | "the value as a decimal number";
    get "get(key=\"a\", default=\"\")", "表里一个键的值" | "what a map has under a key";
    group_by "group_by(attribute=\"year\")", "按一个键的值分组，得到表；要按次序取，接 | pairs" | "an array as a map by the value of a key; walk it with | pairs";
    indent "indent(width=4)", "每行缩进；first=true 连第一行，blank=true 连空行" | "lines indented; first=true for the first too, blank=true for empty ones";
    int "int(base=10)", "换成整数" | "the value as a whole number";
    join "join(sep=\", \")", "把列表连成文字" | "an array as one text";
    keys "keys", "表的键，排好" | "the keys of a map, sorted";
    last "last", "列表的最后一项" | "the last of an array";
    length "length", "有几项、几个字、几个键" | "how many items, characters or keys there are";
    lower "lower", "小写" | "in lower case";
    newlines_to_br "newlines_to_br", "换行写成 <br>" | "line ends as <br>";
    nth "nth(n=2)", "列表的第 n 项，从 0 起" | "the item at n, from 0";
    pairs "pairs", "表的键和值，[键, 值]，按键排好" | "the entries of a map as [key, value], sorted by key";
    pluralize "pluralize(singular=\"y\", plural=\"ies\")", "外文单复数的词尾" | "the ending for one or several";
    replace "replace(from=\"a\", to=\"b\")", "替换文字" | "one text in the place of another";
    reverse "reverse", "倒过来" | "the other way round";
    round "round(precision=1)", "四舍五入；method=\"ceil\" 进一，\"floor\" 舍去" | "rounded; method=\"ceil\" up, \"floor\" down";
    safe "safe", "当作 HTML，不转义：只用于信得过的内容" | "as HTML, not escaped: for what can be trusted alone";
    shape "shape", "列出值里有什么：每行一个路径和类型，写主题时用" | "what a value holds, a path and a type to a line: for writing themes";
    sort "sort(attribute=\"year\")", "排序，可按一个键" | "sorted, by a key if you like";
    split "split(pat=\",\")", "把文字拆成列表" | "a text as an array";
    str "str", "换成文字" | "the value as a text";
    title "title", "每个词首字母大写" | "every word with a capital";
    trim "trim", "去掉两头的空白；pat=\"…\" 去掉别的" | "without spaces at both ends; pat=\"…\" for something else";
    trim_end "trim_end", "去掉末尾的空白；pat=\"…\" 去掉别的" | "without spaces at the end; pat=\"…\" for something else";
    trim_start "trim_start", "去掉开头的空白；pat=\"…\" 去掉别的" | "without spaces at the start; pat=\"…\" for something else";
    truncate "truncate(length=80, end=\"…\")", "截到这么多字" | "no more than so many characters";
    unique "unique", "去掉重复的项" | "an array without doubles";
    upper "upper", "大写" | "in upper case";
    values "values", "表的值，按键排好" | "the values of a map, sorted by key";
    wordcount "wordcount", "外文的词数" | "how many words there are between spaces";
};

/// `{% if value is test %}`.
static TESTS: &[Listed] = listed! {
    array "array", "是列表" | "an array";
    bool "bool", "是真或假" | "true or false";
    containing "containing(pat=\"a\")", "列表、文字或表里有它" | "an array, a text or a map that has it";
    defined "defined", "有这个变量" | "there is such a variable";
    divisible_by "divisible_by(divisor=2)", "能被整除" | "a number that it divides";
    ending_with "ending_with(pat=\"a\")", "以它结尾" | "a text that ends so";
    even "even", "偶数" | "an even number";
    float "float", "小数" | "a decimal number";
    integer "integer", "整数" | "a whole number";
    iterable "iterable", "可以用 for 逐个取出" | "`for` can walk it";
    map "map", "是表" | "a map";
    none "none", "是 none" | "none";
    number "number", "是数" | "a number";
    odd "odd", "奇数" | "an odd number";
    starting_with "starting_with(pat=\"a\")", "以它开头" | "a text that begins so";
    string "string", "是文字" | "a text";
    undefined "undefined", "没有这个变量" | "there is no such variable";
};

/// `{{ function() }}`.
static FUNCTIONS: &[Listed] = listed! {
    asset "asset(path=\"logo.svg\")", "static/ 里一个文件的地址；没有这个文件是错误" | "the address of a file of static/; one that is not there is an error";
    range "range(end=3)", "从 0 到 end 之前的数，可加 start、step_by" | "the numbers from 0 to before end; with start and step_by if you like";
    url "url(path=\"/about/\")", "本版里一页的地址；没有这一页，check 会说" | "the address of a page in the edition; `check` tells one that is not there";
    throw "throw(message=\"…\")", "以这句话报错" | "an error that says so";
};
